// Strided arrays, for the loops that are the same on every instruction set.
#ifndef ADJOINT_STRIDED_H
#define ADJOINT_STRIDED_H

#include <stdbool.h>
#include <stddef.h>

enum {
  adj_maximum_rank = 16,
  adj_maximum_operands = 4,
};

/// A shape, and for each operand its stride along each axis, in elements.
typedef struct {
  size_t rank;
  size_t operands;
  ptrdiff_t shape[adj_maximum_rank];
  ptrdiff_t strides[adj_maximum_operands][adj_maximum_rank];
} adj_axes;

/// Merges each axis with the one before it where every operand steps over both as over one, and drops axes of size 1.
/// A rank of 0 becomes one axis of size 1.
static inline void adj_axes_collapse(adj_axes *axes) {
  size_t rank = 0;
  for (size_t axis = 0; axis < axes->rank; axis++) {
    if (axes->shape[axis] == 1) continue;
    bool merges = rank > 0;
    for (size_t k = 0; k < axes->operands && merges; k++)
      merges = axes->strides[k][rank - 1] == axes->strides[k][axis] * axes->shape[axis];
    size_t target = merges ? rank - 1 : rank++;
    axes->shape[target] = merges ? axes->shape[target] * axes->shape[axis] : axes->shape[axis];
    for (size_t k = 0; k < axes->operands; k++) axes->strides[k][target] = axes->strides[k][axis];
  }
  if (rank == 0) {
    axes->shape[0] = 1;
    for (size_t k = 0; k < axes->operands; k++) axes->strides[k][0] = 0;
    rank = 1;
  }
  axes->rank = rank;
}

/// The place of an element in a row-major walk over the axes.
typedef struct {
  size_t index[adj_maximum_rank];
  ptrdiff_t offset[adj_maximum_operands];  // of each operand, in elements
} adj_cursor;

/// The cursor at element `position`; no axis may be empty.
static inline adj_cursor adj_cursor_at(const adj_axes *axes, size_t position) {
  adj_cursor cursor;
  for (size_t k = 0; k < axes->operands; k++) cursor.offset[k] = 0;
  for (size_t axis = axes->rank; axis-- > 0;) {
    size_t size = (size_t)axes->shape[axis];
    cursor.index[axis] = position % size;
    position /= size;
    for (size_t k = 0; k < axes->operands; k++)
      cursor.offset[k] += (ptrdiff_t)cursor.index[axis] * axes->strides[k][axis];
  }
  return cursor;
}

/// Moves `steps` along `axis`, not beyond its end; from its end, to the next place of the axis before it, and so on.
/// After the last element the cursor is at the first one.
static inline void adj_cursor_advance(adj_cursor *cursor, const adj_axes *axes, size_t axis, size_t steps) {
  for (;; axis--, steps = 1) {
    cursor->index[axis] += steps;
    for (size_t k = 0; k < axes->operands; k++) cursor->offset[k] += (ptrdiff_t)steps * axes->strides[k][axis];
    if (cursor->index[axis] < (size_t)axes->shape[axis]) return;
    cursor->index[axis] = 0;
    for (size_t k = 0; k < axes->operands; k++) cursor->offset[k] -= axes->shape[axis] * axes->strides[k][axis];
    if (axis == 0) return;
  }
}

/// Copies `rows` rows of `columns` elements of 1, 2, 4 or 8 bytes; transposes by blocks where the source asks for it.
void adj_copy_rows(size_t element_size, size_t rows, size_t columns, const void *source, ptrdiff_t source_row,
                   ptrdiff_t source_column, void *destination, ptrdiff_t destination_row, ptrdiff_t destination_column);

/// Copies `n` elements, from number `begin` on in the order of a walk over the axes, of operand `k`, whose elements begin at `data`.
void adj_gather(const adj_axes *axes, size_t k, const void *data, size_t element_size, size_t begin, size_t n, void *out);

#endif
