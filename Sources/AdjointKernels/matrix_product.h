// Matrix products, after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (TOMS 2008), and
// Van Zee and van de Geijn, "BLIS: a framework for rapidly instantiating BLAS functionality" (TOMS 2015): blocks packed for
// the caches around a kernel that keeps a tile of C in registers. Small products skip the packing.
//
// The order of summation. k is cut into chunks of equal length, at most ADJ_CHUNK, the last one shorter; the length is a
// function of k alone. The sum of a chunk starts at +0 and takes its products one after another, in the order of k, by ADJ_MADD;
// the sums of the chunks are added, one after another, to C, which starts as the first of them where there is nothing to
// accumulate to. Every path below keeps to this, so an element of C is a function of its row of A and its column of B: its bits
// depend neither on m and n, nor on strides and alignment, nor on how a caller cuts the rows and columns of C into products of
// its own (any cut will do; at multiples of 96 it wastes no part of a tile). They differ between instruction sets only in
// that the baseline rounds each product.

#include <stdatomic.h>
#include <stdlib.h>

#include "transpose.h"

// The tile of C that stays in registers: rows, and vectors in a row. They, one row of vectors of B and one vector of A must fit
// in 32 registers (AVX-512, NEON) or 16. ADJ_TILE_HEIGHTS lists 1 … rows.
#if ADJ_VECTOR_BYTES == 64
#define ADJ_TILE_ROWS 12
#define ADJ_TILE_VECTORS 2
#define ADJ_TILE_HEIGHTS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v) X(7, v) X(8, v) X(9, v) X(10, v) X(11, v) X(12, v)
#elif ADJ_VECTOR_BYTES == 32
#define ADJ_TILE_ROWS 6
#define ADJ_TILE_VECTORS 2
#define ADJ_TILE_HEIGHTS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v)
#elif defined(__aarch64__)
#define ADJ_TILE_ROWS 8
#define ADJ_TILE_VECTORS 3
#define ADJ_TILE_HEIGHTS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v) X(7, v) X(8, v)
#else
#define ADJ_TILE_ROWS 4
#define ADJ_TILE_VECTORS 2
#define ADJ_TILE_HEIGHTS(X, v) X(1, v) X(2, v) X(3, v) X(4, v)
#endif

// The greatest length of a chunk: a panel of B of that depth fits in the first cache, and on the stack.
#define ADJ_CHUNK 256
// Between packed rows of A: not a power of two, or the rows of a tile would compete for the same sets of a cache.
#define ADJ_PACKED_ROW (ADJ_CHUNK + 16)
// Packed at a time: rows of A and bytes of B.
#define ADJ_BLOCK_ROWS 120
#define ADJ_BLOCK_BYTES (1024 << 10)
// As many bytes of B fit in the first cache, and of A in the second, even where they are not packed.
#define ADJ_B_IN_PLACE (20 << 10)
#define ADJ_A_IN_PLACE (512 << 10)
// As many bytes of C are written back, and some rows, before more are computed where blocks are not packed.
#define ADJ_WRITE_BACK_BYTES (128 << 10)

ADJ_INLINE size_t ADJ_NAME(smaller)(size_t a, size_t b) { return a < b ? a : b; }

/// The length of the chunks that k is cut into.
ADJ_INLINE size_t ADJ_NAME(chunk_length)(size_t k) {
  size_t chunks = (k + ADJ_CHUNK - 1) / ADJ_CHUNK;
  return (k + chunks - 1) / chunks;
}

/// Room for packing, one for each product under way. What is given back waits here for the next product, on any thread.
static _Atomic(void *) ADJ_NAME(spare_buffers)[16];
#define ADJ_BUFFER_BYTES (ADJ_BLOCK_BYTES + ADJ_BLOCK_ROWS * ADJ_PACKED_ROW * sizeof(double) + 64)

static void *ADJ_NAME(take_buffer)(void) {
  for (size_t i = 0; i < sizeof ADJ_NAME(spare_buffers) / sizeof(void *); i++) {
    if (!atomic_load_explicit(&ADJ_NAME(spare_buffers)[i], memory_order_relaxed)) continue;
    void *buffer = atomic_exchange_explicit(&ADJ_NAME(spare_buffers)[i], NULL, memory_order_acquire);
    if (buffer) return buffer;
  }
  return malloc(ADJ_BUFFER_BYTES);
}

static void ADJ_NAME(give_buffer)(void *buffer) {
  for (size_t i = 0; i < sizeof ADJ_NAME(spare_buffers) / sizeof(void *); i++) {
    void *none = NULL;
    if (atomic_compare_exchange_strong_explicit(&ADJ_NAME(spare_buffers)[i], &none, buffer, memory_order_release,
                                                memory_order_relaxed))
      return;
  }
  free(buffer);
}

#define ADJ_SUFFIX float32
#define ADJ_ELEMENT float
#define ADJ_VECTOR vf32
#define ADJ_LANES ADJ_LANES32
#include "matrix_product_typed.h"

#define ADJ_SUFFIX float64
#define ADJ_ELEMENT double
#define ADJ_VECTOR vf64
#define ADJ_LANES ADJ_LANES64
#include "matrix_product_typed.h"
