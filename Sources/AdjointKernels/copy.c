// Copies between any two layouts.

#include <string.h>

#include "AdjointKernels.h"
#include "strided.h"

// Elements are moved as integers of their size.
typedef uint8_t lanes8 __attribute__((vector_size(16)));
typedef uint16_t lanes16 __attribute__((vector_size(16)));
typedef uint32_t lanes32 __attribute__((vector_size(16)));
typedef uint64_t lanes64 __attribute__((vector_size(16)));

#define FIRST_HALVES_8(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define LAST_HALVES_8(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#define FIRST_HALVES_16(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define LAST_HALVES_16(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#define FIRST_HALVES_32(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define LAST_HALVES_32(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define FIRST_HALVES_64(a, b) __builtin_shufflevector(a, b, 0, 2)
#define LAST_HALVES_64(a, b) __builtin_shufflevector(a, b, 1, 3)

// A transposition goes by squares whose side is a cache line, each line read and written once: where rows are a power of
// two apart, few of their lines fit into the cache together. Within a square, the transpose of a matrix of side n is log2 n
// perfect shuffles of its rows.
#define COPY_ROWS(bits) \
  enum { lanes_##bits = 128 / bits, line_##bits = 512 / bits }; \
  static void transpose_square_##bits(const uint##bits##_t *x, ptrdiff_t x_row, uint##bits##_t *out, ptrdiff_t out_row) { \
    uint##bits##_t square[line_##bits][line_##bits]; \
    for (int i = 0; i < line_##bits; i += lanes_##bits) \
      for (int j = 0; j < line_##bits; j += lanes_##bits) { \
        lanes##bits rows[lanes_##bits], shuffled[lanes_##bits]; \
        for (int k = 0; k < lanes_##bits; k++) memcpy(&rows[k], x + (i + k) * x_row + j, sizeof rows[k]); \
        for (int n = 1; n < lanes_##bits; n *= 2) { \
          for (int k = 0; k < lanes_##bits / 2; k++) { \
            shuffled[2 * k] = FIRST_HALVES_##bits(rows[k], rows[k + lanes_##bits / 2]); \
            shuffled[2 * k + 1] = LAST_HALVES_##bits(rows[k], rows[k + lanes_##bits / 2]); \
          } \
          memcpy(rows, shuffled, sizeof rows); \
        } \
        for (int k = 0; k < lanes_##bits; k++) memcpy(&square[j + k][i], &rows[k], sizeof rows[k]); \
      } \
    for (int i = 0; i < line_##bits; i++) memcpy(out + i * out_row, square[i], sizeof square[i]); \
  } \
  static void copy_rows_##bits(size_t rows, size_t columns, const uint##bits##_t *x, ptrdiff_t x_row, ptrdiff_t x_column, \
                               uint##bits##_t *out, ptrdiff_t out_row, ptrdiff_t out_column) { \
    if (x_column == 1 && out_column == 1 && columns >= 2 * lanes_##bits) { \
      for (size_t i = 0; i < rows; i++, x += x_row, out += out_row) memcpy(out, x, columns * sizeof *x); \
      return; \
    } \
    if (x_row == 1 && x_column != 1 && out_column == 1 && rows >= line_##bits && columns >= line_##bits) { \
      size_t whole_rows = rows - rows % line_##bits, whole_columns = columns - columns % line_##bits; \
      for (size_t i = 0; i < whole_rows; i += line_##bits) \
        for (size_t j = 0; j < whole_columns; j += line_##bits) \
          transpose_square_##bits(x + (ptrdiff_t)i + (ptrdiff_t)j * x_column, x_column, \
                                  out + (ptrdiff_t)i * out_row + j, out_row); \
      if (columns > whole_columns) \
        copy_rows_##bits(whole_rows, columns - whole_columns, x + (ptrdiff_t)whole_columns * x_column, x_row, x_column, \
                         out + whole_columns, out_row, out_column); \
      if (rows > whole_rows) \
        copy_rows_##bits(rows - whole_rows, columns, x + whole_rows, x_row, x_column, \
                         out + (ptrdiff_t)whole_rows * out_row, out_row, out_column); \
      return; \
    } \
    for (size_t i = 0; i < rows; i++, x += x_row, out += out_row) { \
      const uint##bits##_t *from = x; \
      uint##bits##_t *to = out; \
      for (size_t j = 0; j < columns; j++, from += x_column, to += out_column) *to = *from; \
    } \
  }

COPY_ROWS(8)
COPY_ROWS(16)
COPY_ROWS(32)
COPY_ROWS(64)

void adj_copy_rows(size_t element_size, size_t rows, size_t columns, const void *source, ptrdiff_t source_row,
                   ptrdiff_t source_column, void *destination, ptrdiff_t destination_row, ptrdiff_t destination_column) {
#define CALL(bits) \
  copy_rows_##bits(rows, columns, source, source_row, source_column, destination, destination_row, destination_column)
  switch (element_size) {
    case 1: CALL(8); break;
    case 2: CALL(16); break;
    case 4: CALL(32); break;
    default: CALL(64); break;
  }
#undef CALL
}

static ptrdiff_t magnitude(ptrdiff_t x) { return x < 0 ? -x : x; }

static void swap_axes(adj_axes *axes, size_t a, size_t b) {
  ptrdiff_t size = axes->shape[a];
  axes->shape[a] = axes->shape[b];
  axes->shape[b] = size;
  for (size_t k = 0; k < axes->operands; k++) {
    ptrdiff_t stride = axes->strides[k][a];
    axes->strides[k][a] = axes->strides[k][b];
    axes->strides[k][b] = stride;
  }
}

void adj_copy(size_t element_size, size_t rank, const ptrdiff_t *shape, const void *source, const ptrdiff_t *source_strides,
              void *destination, const ptrdiff_t *destination_strides) {
  const char *x = source;
  char *out = destination;
  const ptrdiff_t size = (ptrdiff_t)element_size;
  // The destination is walked forwards, its longest strides outermost.
  adj_axes axes = {.rank = rank, .operands = 2};
  ptrdiff_t *to = axes.strides[0], *from = axes.strides[1];
  for (size_t axis = 0; axis < rank; axis++) {
    if (shape[axis] == 0) return;
    axes.shape[axis] = shape[axis];
    to[axis] = destination_strides[axis];
    from[axis] = source_strides[axis];
    if (to[axis] < 0) {
      out += (shape[axis] - 1) * to[axis] * size;
      x += (shape[axis] - 1) * from[axis] * size;
      to[axis] = -to[axis];
      from[axis] = -from[axis];
    }
  }
  for (size_t i = 1; i < rank; i++)
    for (size_t j = i; j > 0 && to[j - 1] < to[j]; j--) swap_axes(&axes, j - 1, j);
  adj_axes_collapse(&axes);

  // The axes of a block: the last one, and that on which the source's elements lie closest, or the one before the last.
  if (axes.rank == 1) {
    adj_copy_rows(element_size, 1, (size_t)axes.shape[0], x, 0, from[0], out, 0, to[0]);
    return;
  }
  const size_t last = axes.rank - 1, row = last - 1;
  size_t closest = last;
  for (size_t axis = 0; axis < last; axis++)
    if (from[axis] != 0 && magnitude(from[axis]) < magnitude(from[closest])) closest = axis;
  if (closest != last) swap_axes(&axes, closest, row);
  size_t blocks = 1;
  for (size_t axis = 0; axis < row; axis++) blocks *= (size_t)axes.shape[axis];
  adj_cursor cursor = adj_cursor_at(&axes, 0);
  for (; blocks; blocks--) {
    adj_copy_rows(element_size, (size_t)axes.shape[row], (size_t)axes.shape[last], x + cursor.offset[1] * size, from[row],
                  from[last], out + cursor.offset[0] * size, to[row], to[last]);
    if (row > 0) adj_cursor_advance(&cursor, &axes, row - 1, 1);
  }
}

#define FILL(bits) \
  case bits / 8: { \
    uint##bits##_t element, *o = out; \
    memcpy(&element, value, sizeof element); \
    for (size_t i = 0; i < n; i++) o[i] = element; \
    break; \
  }

void adj_fill(size_t element_size, const void *value, void *out, size_t n) {
  switch (element_size) {
    FILL(8)
    FILL(16)
    FILL(32)
    FILL(64)
    default: break;
  }
}
