// Elementwise kernels over strided operands.

#include <string.h>

#include "AdjointKernels.h"
#include "strided.h"

enum {
  tile_elements = 1024,  // so that the gathered operands stay in the first-level cache
  long_row = 64,         // elements for which a call of the kernel is worth its price
  panel_rows = tile_elements / long_row,
};

/// How the elements of an operand lie.
typedef struct {
  bool constant;    // one element serves for all
  bool contiguous;  // in the order of the output
  size_t period;    // repeats its first `period` elements
} operand_form;

static operand_form form_of(size_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides) {
  operand_form form = {.constant = true, .contiguous = true, .period = 1};
  ptrdiff_t elements = 1;  // of the axes looked at, from the last one
  for (size_t axis = rank; axis-- > 0; elements *= shape[axis]) {
    if (shape[axis] == 1) continue;
    form.contiguous = form.contiguous && strides[axis] == elements;
    if (strides[axis] == 0) continue;
    form.constant = false;
    form.period = (size_t)(elements * shape[axis]);
  }
  return form;
}

static bool runs_along_rows(ptrdiff_t stride) { return stride == 0 || stride == 1; }

/// Whether the operand's elements lie closer together down the columns of the last two axes than along the rows.
static bool is_transposed(const adj_axes *axes, const ptrdiff_t *strides) {
  if (axes->rank < 2) return false;
  ptrdiff_t row = strides[axes->rank - 2], column = strides[axes->rank - 1];
  return row != 0 && (row < 0 ? -row : row) < (column < 0 ? -column : column);
}

void adj_gather(const adj_axes *axes, size_t k, const void *data, size_t size, size_t begin, size_t n, void *destination) {
  const size_t last = axes->rank - 1, row = (size_t)axes->shape[last];
  char *out = destination;
  adj_cursor cursor = adj_cursor_at(axes, begin);
  while (n) {
    // Whole rows of the last axis together, or else a part of one.
    const char *x = (const char *)data + cursor.offset[k] * (ptrdiff_t)size;
    size_t rows = 1, columns = row - cursor.index[last];
    if (columns == row && n >= row && last > 0) {
      rows = (size_t)axes->shape[last - 1] - cursor.index[last - 1];
      if (rows > n / row) rows = n / row;
    } else if (columns > n) {
      columns = n;
    }
    adj_copy_rows(size, rows, columns, x, last > 0 ? axes->strides[k][last - 1] : 0, axes->strides[k][last], out,
                  (ptrdiff_t)columns, 1);
    out += rows * columns * size;
    n -= rows * columns;
    if (columns == row && last > 0) adj_cursor_advance(&cursor, axes, last - 1, rows);
    else adj_cursor_advance(&cursor, axes, last, columns);
  }
}

typedef struct {
  adj_kernel kernel;
  const adj_operand *operands;
  adj_axes axes;
  operand_form forms[adj_maximum_operands];
  char *out;
  size_t out_size;
} loop;

/// A call of the kernel for each row of the last axis, on operands that run along it. Those that do not are transposed
/// by panels of some rows.
static void run_rows(const loop *loop, bool panels, size_t begin, size_t end) {
  const adj_axes *axes = &loop->axes;
  const size_t last = axes->rank - 1, row = (size_t)axes->shape[last];
  _Alignas(64) char gathered[adj_maximum_operands][tile_elements * sizeof(uint64_t)];
  unsigned broadcast = 0;
  for (size_t k = 0; k < axes->operands; k++)
    if (axes->strides[k][last] == 0) broadcast |= 1u << k;
  adj_cursor cursor = adj_cursor_at(axes, begin);
  while (begin < end) {
    size_t rows = 1, columns = row - cursor.index[last];
    if (columns > end - begin) columns = end - begin;
    if (panels && columns == row) {
      rows = (size_t)axes->shape[last - 1] - cursor.index[last - 1];
      if (rows > (end - begin) / row) rows = (end - begin) / row;
      if (rows > panel_rows) rows = panel_rows;
    }
    size_t width = panels ? long_row : columns;
    for (size_t column = 0; column < columns; column += width) {
      if (width > columns - column) width = columns - column;
      const char *data[adj_maximum_operands];
      ptrdiff_t row_bytes[adj_maximum_operands];
      for (size_t k = 0; k < axes->operands; k++) {
        const ptrdiff_t size = (ptrdiff_t)loop->operands[k].element_size;
        const ptrdiff_t row_stride = last > 0 ? axes->strides[k][last - 1] : 0, column_stride = axes->strides[k][last];
        data[k] = (const char *)loop->operands[k].data + (cursor.offset[k] + (ptrdiff_t)column * column_stride) * size;
        row_bytes[k] = row_stride * size;
        if (runs_along_rows(column_stride)) continue;
        adj_copy_rows((size_t)size, rows, width, data[k], row_stride, column_stride, gathered[k], (ptrdiff_t)width, 1);
        data[k] = gathered[k];
        row_bytes[k] = (ptrdiff_t)width * size;
      }
      for (size_t i = 0; i < rows; i++) {
        const void *in[adj_maximum_operands];
        for (size_t k = 0; k < axes->operands; k++) in[k] = data[k] + (ptrdiff_t)i * row_bytes[k];
        loop->kernel(loop->out + (begin + i * row + column) * loop->out_size, in, broadcast, width);
      }
    }
    begin += rows * columns;
    if (rows > 1) adj_cursor_advance(&cursor, axes, last - 1, rows);
    else adj_cursor_advance(&cursor, axes, last, columns);
  }
}

/// A call of the kernel for each tile of the output, with the operands gathered.
static void run_tiles(const loop *loop, unsigned broadcast, size_t begin, size_t end) {
  const adj_axes *axes = &loop->axes;
  // A period is the product of the last axes, so each divides the greatest of those that fit into a tile. Tiles of whole
  // periods all begin at the same place of them, and what was gathered for the first tile serves for every other.
  size_t tile = tile_elements, greatest_period = 0;
  for (size_t k = 0; k < axes->operands; k++) {
    operand_form form = loop->forms[k];
    if (!form.contiguous && form.period <= tile_elements && form.period > greatest_period) greatest_period = form.period;
  }
  if (greatest_period) tile -= tile % greatest_period;
  _Alignas(64) char gathered[adj_maximum_operands][tile_elements * sizeof(uint64_t)];
  for (bool first = true; begin < end; first = false) {
    const void *in[adj_maximum_operands];
    size_t n = tile < end - begin ? tile : end - begin;
    for (size_t k = 0; k < axes->operands; k++) {
      const adj_operand *operand = &loop->operands[k];
      if (loop->forms[k].constant) {
        in[k] = operand->data;
      } else if (loop->forms[k].contiguous) {
        in[k] = (const char *)operand->data + begin * operand->element_size;
      } else {
        in[k] = gathered[k];
        if (first || loop->forms[k].period > greatest_period) adj_gather(axes, k, operand->data, operand->element_size, begin, n, gathered[k]);
      }
    }
    loop->kernel(loop->out + begin * loop->out_size, in, broadcast, n);
    begin += n;
  }
}

void adj_elementwise(adj_kernel kernel, size_t inputs, const adj_operand *operands, size_t rank, const ptrdiff_t *shape,
                     void *out, size_t out_element_size, size_t begin, size_t end) {
  if (begin >= end) return;
  loop loop;
  unsigned broadcast = 0;
  bool direct = true;
  const void *in[adj_maximum_operands];
  for (size_t k = 0; k < inputs; k++) {
    operand_form form = form_of(rank, shape, operands[k].strides);
    in[k] = (const char *)operands[k].data + (form.constant ? 0 : begin * operands[k].element_size);
    broadcast |= (unsigned)form.constant << k;
    direct = direct && (form.constant || form.contiguous);
    loop.forms[k] = form;
  }
  if (direct) {
    kernel((char *)out + begin * out_element_size, in, broadcast, end - begin);
    return;
  }

  loop.kernel = kernel;
  loop.operands = operands;
  loop.out = out;
  loop.out_size = out_element_size;
  adj_axes *axes = &loop.axes;
  axes->rank = rank;
  axes->operands = inputs;
  for (size_t axis = 0; axis < rank; axis++) {
    axes->shape[axis] = shape[axis];
    for (size_t k = 0; k < inputs; k++) axes->strides[k][axis] = operands[k].strides[axis];
  }
  adj_axes_collapse(axes);
  const size_t last = axes->rank - 1;
  bool rows = axes->shape[last] >= long_row, panels = false;
  for (size_t k = 0; k < inputs; k++) {
    if (runs_along_rows(axes->strides[k][last])) continue;
    panels = true;
    rows = rows && is_transposed(axes, axes->strides[k]);
  }
  if (rows) run_rows(&loop, panels, begin, end);
  else run_tiles(&loop, broadcast, begin, end);
}
