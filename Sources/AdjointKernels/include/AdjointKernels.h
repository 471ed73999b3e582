// The numeric kernels of Adjoint. One source is compiled for each instruction set; the process picks the best one its
// processor has when it first asks (ADJOINT_INSTRUCTION_SET forces a lower one).
//
// Conventions: sizes and strides count elements, not bytes. Buffers need only their element's natural alignment.
// Outputs never overlap inputs, except that an elementwise kernel's output may be one of its inputs.
#ifndef ADJOINT_KERNELS_H
#define ADJOINT_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "AdjointOperations.h"

// MARK: Instruction sets

ADJ_ENUM AdjInstructionSet : uint8_t {
  AdjInstructionSetBaseline,  // SSE2 on x86-64
  AdjInstructionSetAvx2,      // AVX2 and FMA
  AdjInstructionSetAvx512,    // AVX-512 F, DQ, BW and VL
  AdjInstructionSetNeon,
} AdjInstructionSet;

/// Whether this processor, and this build, can run the instruction set.
bool adj_instruction_set_available(AdjInstructionSet set);
/// The instruction set in use on this thread.
AdjInstructionSet adj_instruction_set(void);
/// Switches every later call on this thread to `set`; false, and no change, when it is not available. For tests.
bool adj_use_instruction_set(AdjInstructionSet set);

// MARK: Elementwise kernels

/// Computes `n` elements of `out`. Bit k of `broadcast` says that in[k] points to one element that serves for all.
typedef void (*adj_kernel)(void *out, const void *const *in, unsigned broadcast, size_t n);

/// The kernel of a code; NULL where operation and type have no meaning together.
adj_kernel adj_code_kernel(adj_code code);
/// The kernel of an operation on elements of a type; NULL where the pair has no meaning.
/// The result has the type of the operands, or is bool for flags.
adj_kernel adj_unary_kernel(AdjUnary operation, AdjDType type);
adj_kernel adj_binary_kernel(AdjBinary operation, AdjDType type);
/// out = in[0] ? in[1] : in[2], with in[0] bool and the others `type`.
adj_kernel adj_select_kernel(AdjDType type);
/// Converts between any two types. Floating point to integer truncates toward zero and saturates, NaN becomes 0;
/// to bool is "not equal to 0"; to a narrower float rounds to nearest even.
adj_kernel adj_cast_kernel(AdjDType from, AdjDType to);

/// One input of an elementwise loop: a stride for each axis of the output's shape, 0 where it is broadcast.
typedef struct {
  const void *data;
  const ptrdiff_t *strides;
  size_t element_size;  // bytes
} adj_operand;

/// Runs `kernel` over elements [begin, end) of the row-major output of the given shape. `out` points to element 0.
void adj_elementwise(adj_kernel kernel, size_t inputs, const adj_operand *operands, size_t rank, const ptrdiff_t *shape,
                     void *out, size_t out_element_size, size_t begin, size_t end);

// MARK: Copying

/// Copies an array of `shape` element by element between any two layouts (strides may be 0 in the source, or negative in either).
void adj_copy(size_t element_size, size_t rank, const ptrdiff_t *shape, const void *source, const ptrdiff_t *source_strides,
              void *destination, const ptrdiff_t *destination_strides);
/// Fills `n` elements with the one at `value`.
void adj_fill(size_t element_size, const void *value, void *out, size_t n);

// MARK: Reductions

ADJ_ENUM AdjReduction : uint8_t {
  AdjReductionSum, AdjReductionProduct,       // type kept; float32, float64, int32 (wraps), int64 (wraps)
  AdjReductionMaximum, AdjReductionMinimum,   // type kept; also bool; a NaN gives NaN
  AdjReductionArgmax, AdjReductionArgmin,     // to int64: the first position; of the first NaN if there is one
  AdjReductionAll, AdjReductionAny,           // bool to bool
  AdjReductionWideSum, AdjReductionSquares,   // float32 and float64 to float64: the sum, and that of the squares
} AdjReduction;

/// Reduces the middle axis of a row-major [outer, length, inner] array to [outer, inner]. A length of 0 gives the identity
/// (0, 1, -inf or the least integer, …; argmax and argmin need a length of at least 1). Floating-point sums combine
/// fixed blocks in a fixed tree, so the rounding error grows with log(length) and the bits never depend on anything else.
/// False where operation and type have no meaning together.
bool adj_reduce(AdjReduction operation, AdjDType type, const void *x, size_t outer, size_t length, size_t inner, void *out);
/// Reduces [length, inner] as adj_reduce does and combines the result with what `out` holds: out[j] = out[j] + sum[j].
/// False, with nothing done, where there is no such kernel: for floating-point elements there is one, unless `inner` is
/// less than a vector.
bool adj_reduce_onto(AdjReduction operation, AdjDType type, const void *x, size_t length, size_t inner, void *out);

// MARK: Indexing

/// out[o, i, j] = x[o, indices[i], j] for x [outer, length, inner] and out [outer, count, inner]. Indices lie in 0..<length.
void adj_take(size_t element_size, const void *x, size_t outer, size_t length, size_t inner,
              const int64_t *indices, size_t count, void *out);
/// x[o, indices[i], j] += g[o, i, j]: the transpose of adj_take, for float32, float64, int32 and int64, in the order of i.
void adj_take_transpose(AdjDType type, const void *g, size_t outer, size_t length, size_t inner,
                        const int64_t *indices, size_t count, void *x);
/// out[o, i, j] = x[o, indices[o, i, j], j] for x [outer, length, inner]; indices and out [outer, count, inner].
void adj_take_along(size_t element_size, const void *x, size_t outer, size_t length, size_t inner,
                    const int64_t *indices, size_t count, void *out);
/// x[o, indices[o, i, j], j] += g[o, i, j].
void adj_take_along_transpose(AdjDType type, const void *g, size_t outer, size_t length, size_t inner,
                              const int64_t *indices, size_t count, void *x);
/// The least and the greatest of `n` >= 1 indices.
void adj_index_range(const int64_t *indices, size_t n, int64_t *least, int64_t *greatest);

// MARK: Convolution and pooling

/// The shapes of a convolution y = x ∗ w, all row-major: x [batch, channels, height, width],
/// w [out_channels, channels / groups, kernel_height, kernel_width] and y [batch, out_channels, out_height, out_width];
/// 1-d is 2-d with height 1. Group i of the output channels sees group i of the channels:
///   y[n, o, i, j] = Σ w[o, c, p, q] · x[n, c, i·stride_y + p·dilation_y − top, j·stride_x + q·dilation_x − left],
/// where x is 0 outside its plane. The padding below and to the right is what the size of the output leaves for it:
/// (out_height − 1)·stride_y + (kernel_height − 1)·dilation_y − top, and the same for the width, must fit in a ptrdiff_t.
/// Strides, dilations and groups are at least 1, and groups divides both numbers of channels.
typedef struct {
  size_t batch, channels, height, width;
  size_t out_channels, out_height, out_width;
  size_t kernel_height, kernel_width, groups;
  size_t stride_y, stride_x, dilation_y, dilation_x;
  ptrdiff_t top, left;
} adj_convolution_shape;

// The three are the partial derivatives, to g, to x and to w, of Σ g·y, which is linear in each of them. g has the shape of y.
// Each element of a result is a sum in a fixed order, that of the matrix product (matrix_product.h): over channels, then
// rows, then columns of the kernel; for the gradient of w, over the images, then the rows, then the columns of y, except that a
// kernel of one channel has a sum for each of 16 columns at a time, which are added in pairs. In float32, 3 × 3 at stride 1
// between 8 channels or more is computed by Winograd's filters instead (winograd.h), with an error of about the same size. Either
// way the way of an element depends on the shapes alone, not on how a caller cuts the work, and so do its bits.
// Types: float32 and float64.

/// y for images [begin, end). x, w and y point to the whole arrays.
void adj_convolution(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *x, const void *w,
                     void *y);
/// The gradient of x for images [begin, end): the transposed convolution.
void adj_convolution_input_gradient(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *g,
                                    const void *w, void *dx);
/// The gradient of w, from all images, for part of the elements of each output channel: with the channels of x and the rows
/// and columns of the kernel counted through, up to channels·kernel_height·kernel_width, those in [begin, end).
void adj_convolution_weight_gradient(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *x,
                                     const void *g, void *dw);

/// The shapes of pooling planes [height, width] to [out_height, out_width]. Every window must reach into the plane.
typedef struct {
  size_t height, width, out_height, out_width;
  size_t kernel_height, kernel_width, stride_y, stride_x, top, left;
} adj_pool_shape;

/// The greatest element of each window of planes [begin, end), and where in its plane it lies (y·width + x): the first of
/// equal ones, and the first NaN if there is one. What lies outside the plane does not count.
/// float32 and float64; width times the greater of height and kernel_height, and kernel_width, are less than 2^31 together.
void adj_max_pool(AdjDType type, const adj_pool_shape *shape, size_t begin, size_t end, const void *x, void *out,
                  int32_t *positions);
/// out[p, i] = x[p, positions[p, i]] for x [planes, size] and out [planes, count].
void adj_pool_take(AdjDType type, size_t planes, size_t size, size_t count, const void *x, const int32_t *positions, void *out);
/// The transpose of it: zeros, and x[p, positions[p, i]] += g[p, i].
void adj_pool_spread(AdjDType type, size_t planes, size_t size, size_t count, const void *g, const int32_t *positions, void *x);

// MARK: Random numbers (Philox 4x32-10; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011)

/// Elements [first, first + n) of a stream: element i is a pure function of (seed, stream, i) and `type`.
/// Uniform on [0, 1) for float32 (multiples of 2^-24) and float64 (multiples of 2^-53).
void adj_random_uniform(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out);
/// Normal with mean 0 and variance 1 (Box-Muller), float32 and float64.
void adj_random_normal(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out);
/// Raw 32-bit words.
void adj_random_bits(uint64_t seed, uint64_t stream, uint64_t first, size_t n, uint32_t *out);
/// The Philox 4x32-10 block function, for its published test vectors.
void adj_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

// MARK: Programs: several steps over one tile of elements after another

/// How a value lies over the rows and columns of a program's space.
ADJ_ENUM AdjForm : uint8_t {
  AdjFormSingle,  // one element for all
  AdjFormFull,    // an element for each row and column
  AdjFormRow,     // an element for each row
  AdjFormColumn,  // an element for each column
} AdjForm;

/// A value of a program: in memory at `data`, or, where that is NULL, in the present tile's registers at `offset` bytes.
typedef struct {
  void *data;
  size_t offset;
  AdjForm form;
  uint8_t element_size;
} adj_value;

/// What a link of a chain does: x and y are the values of the chain, b is the link's operand, op its operation.
ADJ_ENUM AdjLink : uint8_t {
  AdjLinkNone,           // nothing
  AdjLinkStore,          // b = x
  AdjLinkUnary,          // x = op x
  AdjLinkLeftOfPushed,   // x = x op y
  AdjLinkRightOfPushed,  // x = y op x
  // Each with elements, and with one element that serves for all.
  AdjLinkLoad, AdjLinkLoadSingle,       // x = b
  AdjLinkPush, AdjLinkPushSingle,       // y = x, x = b
  AdjLinkLeft, AdjLinkLeftOfSingle,     // x = x op b
  AdjLinkRight, AdjLinkRightOfSingle,   // x = b op x
} AdjLink;

typedef struct {
  uint16_t code;  // of the link and its operation
  bool moves;     // whether it has elements, which lie one after the other
  char *at;
} adj_link;

enum { AdjLongestChain = 32 };
#define ADJ_CHAIN_CODE(link, operation) ((link) << 8 | (operation))

/// Computes a chain for `n` elements: elementwise steps whose value stays in the machine's registers between them.
typedef void (*adj_chain_kernel)(const adj_link *links, size_t count, size_t n);
/// NULL for types without chains.
adj_chain_kernel adj_find_chain(AdjDType type);

ADJ_ENUM AdjStep : uint8_t {
  AdjStepMap,            // out = kernel(in…)
  AdjStepGather,         // out = the elements of `source`, which lie anywhere
  AdjStepExpand,         // out, full = in[0], an element for each row or each column
  AdjStepUniform,        // out, full = elements of the random stream
  AdjStepNormal,
  AdjStepPick,           // out[row] = in[0][row, in[1][row]], in[1] int64
  AdjStepPlace,          // out[row, column] = column == in[1][row] ? in[0][row] : 0
  AdjStepReduceRow,      // out[row] = the reduction of in[0]'s row
  AdjStepReduceColumns,  // out[chunk, column] = the reduction of the chunk's rows of in[0]; in[1] is room for a row
  AdjStepReduceTile,     // out[tile] = the reduction of all elements of the tile
  AdjStepLink,           // of a chain, which goes on up to the next `ends`; the operand is in[0], or out of a store
} AdjStep;

typedef struct {
  AdjStep step;
  AdjForm form;      // of the result: full or row
  AdjDType type;     // of what is reduced, placed or drawn, and of a chain's values
  AdjReduction reduction;
  uint8_t inputs;
  uint16_t in[3], out;  // numbers of values
  adj_code code;        // of a map; of ReduceColumns, what combines two rows
  AdjLink link;
  uint8_t operation;    // AdjUnary or AdjBinary
  bool ends;
  bool gathers;         // the operand is a row for each chunk; a link other than a store does nothing on the first tile
  uint64_t seed, stream;
  const void *source;   // of a gather: its elements, with a stride for each axis of `shape`
  size_t rank;
  const ptrdiff_t *shape, *strides;
  // What adj_resolve fills in.
  adj_kernel kernel;
  adj_chain_kernel chain;
} adj_instruction;

/// Looks up the kernels of the instructions' codes, for the instruction set of this thread: before they run.
void adj_resolve(adj_instruction *instructions, size_t count);

/// `count` elements as rows of `columns` (the last may be shorter where there are no values by row or column). A tile is
/// `tile_rows` rows; a chunk, one piece of work for a thread, `chunk_rows`, a multiple of it.
typedef struct {
  size_t count, columns, tile_rows, chunk_rows;
  const adj_value *values;
  const adj_instruction *instructions;
  size_t instruction_count;
  const uint16_t *streams;  // numbers of the full values in memory
  size_t stream_count;
  size_t register_bytes;
} adj_program;

/// Runs the program over the rows of one chunk.
void adj_run_program(const adj_program *program, size_t chunk);

/// Reduces the rows of a row-major [rows, columns] array in the order of AdjStepReduceColumns, by tiles of `tile_rows`. The row
/// at `room` serves for intermediate results. `combine` is the binary kernel of the reduction.
void adj_reduce_columns(AdjReduction operation, AdjDType type, adj_kernel combine, const void *x, size_t rows, size_t columns,
                        size_t tile_rows, size_t element_size, void *room, void *out);

// MARK: Matrix product

/// A program over a matrix of rows of `length` elements, of which the product computes those from (row, column) on. Where it needs
/// rows, `length` is a multiple of its own columns and the product has whole rows. Otherwise it computes every element by itself, and its
/// columns are `length` too, or it has no values by row or column.
typedef struct {
  const adj_program *program;
  size_t length, row, column;
  bool needs_rows;
} adj_epilogue;

/// Runs the program on a block that is complete; places are the product's.
void adj_run_epilogue(const adj_epilogue *epilogue, size_t row, size_t rows, size_t column, size_t columns);

/// C = A·B, or C += A·B where `accumulate`; A is m×k, B is k×n, C is m×n. Element (i, j) of A lies at a[i·a_row + j·a_column],
/// so transposes are strides; strides may be any, 0 and negative included. C's columns are contiguous. What is to be done with C,
/// if `epilogue` is not NULL, is done block by block, as soon as a block is complete.
void adj_matmul_float32(size_t m, size_t n, size_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, bool accumulate,
                        const adj_epilogue *epilogue);
void adj_matmul_float64(size_t m, size_t n, size_t k, const double *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const double *b, ptrdiff_t b_row, ptrdiff_t b_column, double *c, ptrdiff_t c_row, bool accumulate,
                        const adj_epilogue *epilogue);

// MARK: What the machine can do

/// Runs `iterations` rounds of independent fused multiply-adds in registers and returns the floating-point operations done.
double adj_burn_fma_float32(size_t iterations);
double adj_burn_fma_float64(size_t iterations);

#endif
