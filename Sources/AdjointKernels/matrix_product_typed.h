// The matrix product for one type of element: see matrix_product.h, which includes this once for each type.

#define ADJ_TYPED(name) ADJ_NAME(ADJ_JOIN(name, ADJ_SUFFIX))
#define ADJ_TILE_COLUMNS (ADJ_TILE_VECTORS * ADJ_LANES)
#define ADJ_WIDE_VECTORS 8
#define ADJ_FEW_ROWS 4
#define ADJ_BLOCK_COLUMNS (ADJ_BLOCK_BYTES / (ADJ_CHUNK * sizeof(ADJ_ELEMENT)) / ADJ_TILE_COLUMNS * ADJ_TILE_COLUMNS)

#include "matrix_product_tile.h"

// MARK: Packing

/// The transpose of a square: vector i holds element i of each of `lanes` rows of x, which are x_row apart, and zeros after them.
ADJ_INLINE void ADJ_TYPED(load_transposed)(const size_t lanes, const ADJ_ELEMENT *x, ptrdiff_t x_row, ADJ_VECTOR *square) {
#pragma clang loop unroll(full)
  for (size_t l = 0; l < ADJ_LANES; l++, x += x_row) square[l] = l < lanes ? ADJ_TYPED(load)(x) : (ADJ_VECTOR){0};
  ADJ_TYPED(transpose)(square);
}

/// Copies a matrix into contiguous rows that are out_row apart, each padded with zeros to whole vectors.
static void ADJ_TYPED(pack)(size_t rows, size_t columns, const ADJ_ELEMENT *x, ptrdiff_t x_row, ptrdiff_t x_column,
                            ADJ_ELEMENT *out, size_t out_row) {
  if (x_column == 1) {
    size_t part = columns % ADJ_LANES, whole = columns - part;
    if (columns == ADJ_TILE_COLUMNS) {
      for (size_t i = 0; i < rows; i++, x += x_row, out += out_row) memcpy(out, x, ADJ_TILE_COLUMNS * sizeof *x);
      return;
    }
    for (size_t i = 0; i < rows; i++, x += x_row, out += out_row) {
      for (size_t j = 0; j < whole; j += ADJ_LANES) ADJ_TYPED(store)(out + j, ADJ_TYPED(load)(x + j));
      if (part == 0) continue;
      ADJ_TYPED(store)(out + whole, (ADJ_VECTOR){0});
      ADJ_TYPED(copy_part)(out + whole, x + whole, part);
    }
    return;
  }
  for (size_t j = 0; j < columns; j += ADJ_LANES, x += ADJ_LANES * x_column) {
    size_t lanes = ADJ_NAME(smaller)(ADJ_LANES, columns - j);
    if (x_row == 1 && rows >= ADJ_LANES) {
      for (size_t i = 0; i < rows; i += ADJ_LANES) {
        // The last square goes back over rows that were done, to end with the last row.
        if (i > rows - ADJ_LANES) i = rows - ADJ_LANES;
        ADJ_VECTOR square[ADJ_LANES];
        ADJ_TYPED(load_transposed)(lanes, x + (ptrdiff_t)i, x_column, square);
#pragma clang loop unroll(full)
        for (size_t l = 0; l < ADJ_LANES; l++) ADJ_TYPED(store)(out + (i + l) * out_row + j, square[l]);
      }
      continue;
    }
    for (size_t i = 0; i < rows; i++) {
      ADJ_ELEMENT *to = out + i * out_row + j;
      for (size_t l = 0; l < ADJ_LANES; l++) to[l] = l < lanes ? x[(ptrdiff_t)i * x_row + (ptrdiff_t)l * x_column] : 0;
    }
  }
}

// MARK: Products

/// Transposes a square of B, of which column l starts at b + l·b_column, and adds the products with its rows from `first` on.
ADJ_INLINE void ADJ_TYPED(square_step)(const int rows, size_t first, const size_t lanes, const ADJ_ELEMENT *a, ptrdiff_t a_row,
                                       ptrdiff_t a_column, const ADJ_ELEMENT *b, ptrdiff_t b_column, ADJ_VECTOR *sum) {
  ADJ_VECTOR square[ADJ_LANES];
  ADJ_TYPED(load_transposed)(lanes, b, b_column, square);
#pragma clang loop unroll(full)
  for (size_t l = 0; l < ADJ_LANES; l++, a += a_column) {
    if (l < first) continue;
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) sum[r] = ADJ_MADD(ADJ_TYPED(splat)(a[r * a_row]), square[l], sum[r]);
  }
}

/// A chunk's sums for a few rows of A and up to groups·ADJ_LANES columns of B that lie contiguous, of which the last group has
/// `lanes`. Squares of B are transposed in registers and used at once. k is at least ADJ_LANES.
ADJ_INLINE void ADJ_TYPED(rows_by_columns)(const int rows, const int groups, const size_t lanes, size_t k, const ADJ_ELEMENT *a,
                                           ptrdiff_t a_row, ptrdiff_t a_column, const ADJ_ELEMENT *b, ptrdiff_t b_column,
                                           ADJ_ELEMENT *c, ptrdiff_t c_row, bool add) {
  ADJ_VECTOR sum[2][ADJ_FEW_ROWS];
#pragma clang loop unroll(full)
  for (int g = 0; g < groups; g++)
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) sum[g][r] = (ADJ_VECTOR){0};

  size_t p = 0;
  for (; p + ADJ_LANES <= k; p += ADJ_LANES, a += ADJ_LANES * a_column, b += ADJ_LANES)
#pragma clang loop unroll(full)
    for (int g = 0; g < groups; g++)
      ADJ_TYPED(square_step)(rows, 0, g < groups - 1 ? ADJ_LANES : lanes, a, a_row, a_column, b + g * ADJ_LANES * b_column,
                             b_column, sum[g]);
  if (p < k) {
    // The last square goes back over steps that were done, to end with the last one.
    ptrdiff_t done = (ptrdiff_t)(p + ADJ_LANES - k);
#pragma clang loop unroll(full)
    for (int g = 0; g < groups; g++)
      ADJ_TYPED(square_step)(rows, (size_t)done, g < groups - 1 ? ADJ_LANES : lanes, a - done * a_column, a_row, a_column,
                             b - done + g * ADJ_LANES * b_column, b_column, sum[g]);
  }

#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
    for (int g = 0; g < groups; g++) {
      ADJ_ELEMENT *at = c + r * c_row + g * ADJ_LANES;
      if (g < groups - 1 || lanes == ADJ_LANES) {
        ADJ_TYPED(store)(at, add ? ADJ_TYPED(load)(at) + sum[g][r] : sum[g][r]);
      } else {
        for (size_t l = 0; l < lanes; l++) at[l] = add ? at[l] + sum[g][r][l] : sum[g][r][l];
      }
    }
  }
}

/// The same for any number of columns.
#define ADJ_DEFINE_FEW_ROWS(rows, groups)                                                                                     \
  static void ADJ_TYPED(few_rows_##rows)(size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,       \
                                         const ADJ_ELEMENT *b, ptrdiff_t b_column, ADJ_ELEMENT *c, ptrdiff_t c_row,           \
                                         bool add) {                                                                          \
    size_t j = 0;                                                                                                             \
    for (; groups == 2 && j + 2 * ADJ_LANES <= n; j += 2 * ADJ_LANES)                                                         \
      ADJ_TYPED(rows_by_columns)(rows, 2, ADJ_LANES, k, a, a_row, a_column, b + (ptrdiff_t)j * b_column, b_column, c + j,     \
                                 c_row, add);                                                                                 \
    for (; j + ADJ_LANES <= n; j += ADJ_LANES)                                                                                \
      ADJ_TYPED(rows_by_columns)(rows, 1, ADJ_LANES, k, a, a_row, a_column, b + (ptrdiff_t)j * b_column, b_column, c + j,     \
                                 c_row, add);                                                                                 \
    if (j < n)                                                                                                                \
      ADJ_TYPED(rows_by_columns)(rows, 1, n - j, k, a, a_row, a_column, b + (ptrdiff_t)j * b_column, b_column, c + j, c_row,  \
                                 add);                                                                                        \
  }
// One row's sum is one chain: two groups at a time keep the units busy where a chain is short of shuffles to wait for.
ADJ_DEFINE_FEW_ROWS(1, (ADJ_LANES > 8 ? 1 : 2))
ADJ_DEFINE_FEW_ROWS(2, 1)
ADJ_DEFINE_FEW_ROWS(3, 1)
ADJ_DEFINE_FEW_ROWS(4, 1)

static void (*const ADJ_TYPED(few_rows)[ADJ_FEW_ROWS])(size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row,
                                                       ptrdiff_t a_column, const ADJ_ELEMENT *b, ptrdiff_t b_column,
                                                       ADJ_ELEMENT *c, ptrdiff_t c_row, bool add) = {
  ADJ_TYPED(few_rows_1), ADJ_TYPED(few_rows_2), ADJ_TYPED(few_rows_3), ADJ_TYPED(few_rows_4),
};

/// One row times one column. A sum is a chain in which each step waits for the one before, so as many chunks as a vector has
/// lanes go at once, where there are so many and they lie contiguous.
static void ADJ_TYPED(row_by_column)(size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_column, const ADJ_ELEMENT *b, ptrdiff_t b_row,
                                     ADJ_ELEMENT *c, bool add) {
  size_t chunk = ADJ_NAME(chunk_length)(k);
  for (size_t p = 0; p < k;) {
    size_t chains = ADJ_NAME(smaller)((k - p) / chunk, ADJ_LANES), depth = ADJ_NAME(smaller)(chunk, k - p);
    const ADJ_ELEMENT *a_p = a + (ptrdiff_t)p * a_column, *b_p = b + (ptrdiff_t)p * b_row;
    ADJ_VECTOR sum = {0};
    if (chains > 1 && depth >= ADJ_LANES && a_column == 1 && b_row == 1) {
      for (size_t q = 0; q < depth; q += ADJ_LANES) {
        // The last squares go back over steps that were done, to end with the last one.
        size_t start = ADJ_NAME(smaller)(q, depth - ADJ_LANES);
        ADJ_VECTOR a_square[ADJ_LANES], b_square[ADJ_LANES];
        ADJ_TYPED(load_transposed)(chains, a_p + start, (ptrdiff_t)chunk, a_square);
        ADJ_TYPED(load_transposed)(chains, b_p + start, (ptrdiff_t)chunk, b_square);
        if (start == q) {
#pragma clang loop unroll(full)
          for (size_t l = 0; l < ADJ_LANES; l++) sum = ADJ_MADD(a_square[l], b_square[l], sum);
        } else {
          for (size_t l = q - start; l < ADJ_LANES; l++) sum = ADJ_MADD(a_square[l], b_square[l], sum);
        }
      }
    } else {
      chains = 1;
      ADJ_ELEMENT chain = 0;
      for (size_t q = 0; q < depth; q++)
        chain = ADJ_MADD(a_p[(ptrdiff_t)q * a_column], b_p[(ptrdiff_t)q * b_row], chain);
      sum[0] = chain;
    }
    for (size_t s = 0; s < chains; s++) {
      *c = add ? *c + sum[s] : sum[s];
      add = true;
    }
    p += chains * depth;
  }
}

/// The product with A read where it lies, and B too where that is quicker than packing a panel of it on the stack.
static void ADJ_TYPED(direct)(size_t m, size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                              const ADJ_ELEMENT *b, ptrdiff_t b_row, ptrdiff_t b_column, ADJ_ELEMENT *c, ptrdiff_t c_row,
                              bool accumulate) {
  ADJ_ELEMENT packed[ADJ_CHUNK * ADJ_TILE_COLUMNS];
  size_t chunk = ADJ_NAME(chunk_length)(k);
  // Rows of B that fit in the first cache together, or that are used only a few times, are best left where they are.
  bool in_place = b_column == 1 && (m <= 4 * ADJ_TILE_ROWS || (b_row >= 0 && (size_t)b_row <= ADJ_B_IN_PLACE / sizeof *b / chunk));
  for (size_t p = 0; p < k; p += chunk) {
    size_t depth = ADJ_NAME(smaller)(chunk, k - p), j = 0;
    bool add = accumulate || p > 0;
    const ADJ_ELEMENT *a_p = a + (ptrdiff_t)p * a_column, *b_p = b + (ptrdiff_t)p * b_row;
    if (m <= ADJ_FEW_ROWS && b_row == 1 && b_column != 1 && depth >= ADJ_LANES) {
      ADJ_TYPED(few_rows)[m - 1](n, depth, a_p, a_row, a_column, b_p, b_column, c, c_row, add);
      continue;
    }
    if (m <= 2 && b_column == 1) {
      ADJ_TYPED(tile_function) wide = m == 1 ? ADJ_TYPED(tile_1x8) : ADJ_TYPED(tile_2x4);
      size_t width = (m == 1 ? 8 : 4) * ADJ_LANES;
      for (; j + width <= n; j += width) wide(depth, a_p, a_row, a_column, b_p + j, b_row, c + j, c_row, add);
    }
    for (size_t columns; j < n; j += columns) {
      columns = ADJ_NAME(smaller)(ADJ_TILE_COLUMNS, n - j);
      // A last part of a vector goes by itself where the vectors before it need no packing.
      if (in_place && columns > ADJ_LANES) columns -= columns % ADJ_LANES;
      const ADJ_ELEMENT *from = b_p + (ptrdiff_t)j * b_column;
      if (in_place && columns % ADJ_LANES == 0) {
        ADJ_TYPED(panel)(m, columns, depth, a_p, a_row, a_column, from, b_row, c + j, c_row, add);
      } else {
        size_t width = ADJ_TYPED(padded)(columns);
        ADJ_TYPED(pack)(depth, columns, from, b_row, b_column, packed, width);
        ADJ_TYPED(panel)(m, columns, depth, a_p, a_row, a_column, packed, (ptrdiff_t)width, c + j, c_row, add);
      }
    }
  }
}

/// The product with blocks of both packed into `buffer`: all of B once, all of A once for each block of columns. A block of C is
/// written back when its last chunk is in it.
static void ADJ_TYPED(blocked)(size_t m, size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                               const ADJ_ELEMENT *b, ptrdiff_t b_row, ptrdiff_t b_column, ADJ_ELEMENT *c, ptrdiff_t c_row,
                               bool accumulate, const adj_epilogue *epilogue, void *buffer) {
  ADJ_ELEMENT *b_packed = (ADJ_ELEMENT *)(((uintptr_t)buffer + 63) & ~(uintptr_t)63);
  ADJ_ELEMENT *a_packed = b_packed + ADJ_CHUNK * ADJ_BLOCK_COLUMNS;
  size_t chunk = ADJ_NAME(chunk_length)(k);
  bool by_block = epilogue && (n <= ADJ_BLOCK_COLUMNS || !epilogue->needs_rows);
  for (size_t j = 0; j < n; j += ADJ_BLOCK_COLUMNS) {
    size_t block_columns = ADJ_NAME(smaller)(ADJ_BLOCK_COLUMNS, n - j);
    for (size_t p = 0; p < k; p += chunk) {
      size_t depth = ADJ_NAME(smaller)(chunk, k - p);
      for (size_t t = 0; t < block_columns; t += ADJ_TILE_COLUMNS) {
        size_t columns = ADJ_NAME(smaller)(ADJ_TILE_COLUMNS, block_columns - t);
        ADJ_TYPED(pack)(depth, columns, b + (ptrdiff_t)p * b_row + (ptrdiff_t)(j + t) * b_column, b_row, b_column,
                        b_packed + t * depth, ADJ_TYPED(padded)(columns));
      }
      for (size_t i = 0; i < m; i += ADJ_BLOCK_ROWS) {
        size_t block_rows = ADJ_NAME(smaller)(ADJ_BLOCK_ROWS, m - i);
        ADJ_TYPED(pack)(block_rows, depth, a + (ptrdiff_t)i * a_row + (ptrdiff_t)p * a_column, a_row, a_column, a_packed,
                        ADJ_PACKED_ROW);
        for (size_t t = 0; t < block_columns; t += ADJ_TILE_COLUMNS) {
          size_t columns = ADJ_NAME(smaller)(ADJ_TILE_COLUMNS, block_columns - t);
          ADJ_TYPED(panel)(block_rows, columns, depth, a_packed, ADJ_PACKED_ROW, 1, b_packed + t * depth,
                           (ptrdiff_t)ADJ_TYPED(padded)(columns), c + (ptrdiff_t)i * c_row + (ptrdiff_t)(j + t), c_row,
                           accumulate || p > 0);
        }
        if (by_block && p + depth == k) adj_run_epilogue(epilogue, i, block_rows, j, block_columns);
      }
    }
  }
  if (epilogue && !by_block) adj_run_epilogue(epilogue, 0, m, 0, n);
}

/// Whether packing blocks pays: where many panels of B read A, or A is more than the second cache holds, or the elements of its
/// rows lie far apart.
ADJ_INLINE bool ADJ_TYPED(is_large)(size_t m, size_t n, size_t k, ptrdiff_t a_column) {
  if (m <= 4 * ADJ_TILE_ROWS || k <= 16) return false;
  size_t bytes = m * ADJ_NAME(smaller)(k, ADJ_CHUNK) * sizeof(ADJ_ELEMENT), apart = (size_t)(a_column < 0 ? -a_column : a_column);
  return n > 4 * ADJ_TILE_COLUMNS ||
    (bytes > ADJ_A_IN_PLACE && (n > 2 * ADJ_TILE_COLUMNS || apart >= 1024 / sizeof(ADJ_ELEMENT)));
}

/// The product of matrices that are not empty, without packing blocks.
static void ADJ_TYPED(small)(size_t m, size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                             const ADJ_ELEMENT *b, ptrdiff_t b_row, ptrdiff_t b_column, ADJ_ELEMENT *c, ptrdiff_t c_row,
                             bool accumulate) {
  if (k == 0) {
    for (size_t i = 0; i < m && !accumulate; i++) memset(c + (ptrdiff_t)i * c_row, 0, n * sizeof *c);
    return;
  }
  if (m == 1 && n == 1) {
    ADJ_TYPED(row_by_column)(k, a, a_column, b, b_row, c, accumulate);
    return;
  }
  if (n == 1) {
    // The one column of C is computed as a row: the vectors of a tile lie along it.
    ADJ_ELEMENT row[256];
    for (size_t i = 0; i < m && c_row != 1; i += 256) {
      size_t count = ADJ_NAME(smaller)(256, m - i);
      ADJ_ELEMENT *column = c + (ptrdiff_t)i * c_row;
      for (size_t r = 0; r < count && accumulate; r++) row[r] = column[(ptrdiff_t)r * c_row];
      ADJ_TYPED(direct)(1, count, k, b, b_column, b_row, a + (ptrdiff_t)i * a_row, a_column, a_row, row, 0, accumulate);
      for (size_t r = 0; r < count; r++) column[(ptrdiff_t)r * c_row] = row[r];
    }
    if (c_row == 1) ADJ_TYPED(direct)(1, m, k, b, b_column, b_row, a, a_column, a_row, c, 0, accumulate);
    return;
  }
  ADJ_TYPED(direct)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, accumulate);
}

static void ADJ_TYPED(matmul)(size_t m, size_t n, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                              const ADJ_ELEMENT *b, ptrdiff_t b_row, ptrdiff_t b_column, ADJ_ELEMENT *c, ptrdiff_t c_row,
                              bool accumulate, const adj_epilogue *epilogue) {
  if (m == 0 || n == 0) return;
  if (m > 1 && n > 1 && ADJ_TYPED(is_large)(m, n, k, a_column)) {
    void *buffer = ADJ_NAME(take_buffer)();
    if (buffer) {
      ADJ_TYPED(blocked)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, accumulate, epilogue, buffer);
      ADJ_NAME(give_buffer)(buffer);
      return;
    }
  }
  // Rows that are written back together are at most so many bytes.
  size_t rows = epilogue ? ADJ_NAME(smaller)(ADJ_BLOCK_ROWS + ADJ_WRITE_BACK_BYTES / (n * sizeof *c), m) : m;
  for (size_t i = 0; i < m; i += rows) {
    if (rows > m - i) rows = m - i;
    ADJ_TYPED(small)(rows, n, k, a + (ptrdiff_t)i * a_row, a_row, a_column, b, b_row, b_column, c + (ptrdiff_t)i * c_row, c_row,
                     accumulate);
    if (epilogue) adj_run_epilogue(epilogue, i, rows, 0, n);
  }
}

// MARK: What the machine can do

/// Rounds of fused multiply-adds in as many independent chains as keep the units busy.
static double ADJ_TYPED(burn_fma)(size_t iterations) {
  enum { chains = ADJ_TILE_ROWS >= 8 ? 24 : 14, steps = 8 };
  volatile ADJ_ELEMENT opaque = (ADJ_ELEMENT)0.5;
  // x ← x/2 + 1/2 goes to 1, and the compiler cannot know it.
  ADJ_VECTOR half = ADJ_TYPED(splat)(opaque), x[chains];
#pragma clang loop unroll(full)
  for (int i = 0; i < chains; i++) x[i] = half * (ADJ_ELEMENT)i;
  for (size_t round = 0; round < iterations; round++) {
#pragma clang loop unroll(full)
    for (int step = 0; step < steps; step++)
#pragma clang loop unroll(full)
      for (int i = 0; i < chains; i++) x[i] = ADJ_MADD(x[i], half, half);
  }
#pragma clang loop unroll(full)
  for (int i = 1; i < chains; i++) x[0] += x[i];
  for (int l = 0; l < ADJ_LANES; l++) opaque = x[0][l];
  return 2.0 * steps * chains * ADJ_LANES * (double)iterations;
}

#undef ADJ_TYPED
#undef ADJ_TILE_COLUMNS
#undef ADJ_WIDE_VECTORS
#undef ADJ_FEW_ROWS
#undef ADJ_DEFINE_FEW_ROWS
#undef ADJ_BLOCK_COLUMNS
#undef ADJ_DEFINE_TILE
#undef ADJ_LIST_TILE
#undef ADJ_SUFFIX
#undef ADJ_ELEMENT
#undef ADJ_VECTOR
#undef ADJ_LANES
