// The micro-kernel of the matrix product, for one type of element: tiles of C that stay in registers, and panels made of them.
// See matrix_product.h.

ADJ_INLINE ADJ_VECTOR ADJ_TYPED(load)(const ADJ_ELEMENT *x) {
  ADJ_VECTOR v;
  memcpy(&v, x, sizeof v);
  return v;
}

ADJ_INLINE void ADJ_TYPED(store)(ADJ_ELEMENT *x, ADJ_VECTOR v) { memcpy(x, &v, sizeof v); }

/// x in every lane. (x - 0 is x, for -0 too.)
ADJ_INLINE ADJ_VECTOR ADJ_TYPED(splat)(ADJ_ELEMENT x) { return x - (ADJ_VECTOR){0}; }

/// As many columns as fill whole vectors.
ADJ_INLINE size_t ADJ_TYPED(padded)(size_t columns) { return (columns + ADJ_LANES - 1) / ADJ_LANES * ADJ_LANES; }

/// Copies fewer elements than a vector has, in pieces that a processor can forward from the store of a whole vector.
ADJ_INLINE void ADJ_TYPED(copy_part)(ADJ_ELEMENT *out, const ADJ_ELEMENT *in, size_t count) {
  size_t done = 0;
#pragma clang loop unroll(full)
  for (size_t piece = ADJ_LANES / 2; piece > 0; piece /= 2) {
    if ((count & piece) == 0) continue;
    memcpy(out + done, in + done, piece * sizeof *in);
    done += piece;
  }
}

/// One step of a tile: adds the product of a column of A and a row of B. The columns' elements are a_row apart, and `a` points
/// to every third of them, from which the next two are one address computation away; rows of B are contiguous.
ADJ_INLINE void ADJ_TYPED(tile_step)(const int rows, const int vectors, const ADJ_ELEMENT *const *a, ptrdiff_t a_row,
                                     const ADJ_ELEMENT *b, ADJ_VECTOR sum[ADJ_TILE_ROWS][ADJ_WIDE_VECTORS]) {
  ADJ_VECTOR b_vector[ADJ_WIDE_VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) b_vector[v] = ADJ_TYPED(load)(b + v * ADJ_LANES);
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    ADJ_VECTOR a_vector = ADJ_TYPED(splat)(a[i / 3][i % 3 * a_row]);
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = ADJ_MADD(a_vector, b_vector[v], sum[i][v]);
  }
}

/// A chunk's sums for a tile of C that stays in registers. The strides of A are general; rows of B and C are contiguous.
ADJ_INLINE void ADJ_TYPED(tile)(const int rows, const int vectors, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row,
                                ptrdiff_t a_column, const ADJ_ELEMENT *b, ptrdiff_t b_row, ADJ_ELEMENT *c, ptrdiff_t c_row,
                                bool add) {
  ADJ_VECTOR sum[ADJ_TILE_ROWS][ADJ_WIDE_VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[i][v] = (ADJ_VECTOR){0};
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v += 64 / ADJ_VECTOR_BYTES) __builtin_prefetch(c + i * c_row + v * ADJ_LANES, 1);
  }

  size_t p = 0;
  const ADJ_ELEMENT *a_third[(ADJ_TILE_ROWS + 2) / 3];
  if (a_row == ADJ_PACKED_ROW && a_column == 1 && b_row == vectors * ADJ_LANES) {
    // With constant strides a step is little besides its arithmetic.
#pragma clang loop unroll(disable)
    for (; p + 4 <= k; p += 4, a += 4, b += 4 * vectors * ADJ_LANES) {
#pragma clang loop unroll(full)
      for (int q = 0; q < 4; q++) {
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i += 3) a_third[i / 3] = a + q + i * ADJ_PACKED_ROW;
        ADJ_TYPED(tile_step)(rows, vectors, a_third, ADJ_PACKED_ROW, b + q * vectors * ADJ_LANES, sum);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i += 3) a_third[i / 3] = a + i * a_row;
#pragma clang loop unroll(disable)
  for (; p < k; p++, b += b_row) {
    ADJ_TYPED(tile_step)(rows, vectors, a_third, a_row, b, sum);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i += 3) a_third[i / 3] += a_column;
  }

#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      ADJ_ELEMENT *at = c + i * c_row + v * ADJ_LANES;
      ADJ_TYPED(store)(at, add ? ADJ_TYPED(load)(at) + sum[i][v] : sum[i][v]);
    }
  }
}

typedef void (*ADJ_TYPED(tile_function))(size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                                         const ADJ_ELEMENT *b, ptrdiff_t b_row, ADJ_ELEMENT *c, ptrdiff_t c_row, bool add);

#define ADJ_DEFINE_TILE(rows, vectors)                                                                                        \
  static void ADJ_TYPED(tile_##rows##x##vectors)(size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,         \
                                                 const ADJ_ELEMENT *b, ptrdiff_t b_row, ADJ_ELEMENT *c, ptrdiff_t c_row,      \
                                                 bool add) {                                                                  \
    ADJ_TYPED(tile)(rows, vectors, k, a, a_row, a_column, b, b_row, c, c_row, add);                                           \
  }
#define ADJ_LIST_TILE(rows, vectors) ADJ_TYPED(tile_##rows##x##vectors),

ADJ_TILE_HEIGHTS(ADJ_DEFINE_TILE, 1)
ADJ_TILE_HEIGHTS(ADJ_DEFINE_TILE, 2)
#if ADJ_TILE_VECTORS == 3
ADJ_TILE_HEIGHTS(ADJ_DEFINE_TILE, 3)
#endif
ADJ_DEFINE_TILE(2, 4)
ADJ_DEFINE_TILE(1, 8)

static const ADJ_TYPED(tile_function) ADJ_TYPED(tile_functions)[ADJ_TILE_VECTORS][ADJ_TILE_ROWS] = {
  {ADJ_TILE_HEIGHTS(ADJ_LIST_TILE, 1)},
  {ADJ_TILE_HEIGHTS(ADJ_LIST_TILE, 2)},
#if ADJ_TILE_VECTORS == 3
  {ADJ_TILE_HEIGHTS(ADJ_LIST_TILE, 3)},
#endif
};

/// Writes the first columns of a tile that has more than C.
static void ADJ_TYPED(store_edge)(size_t rows, size_t columns, const ADJ_ELEMENT *tile, ADJ_ELEMENT *c, ptrdiff_t c_row,
                                  bool add) {
  size_t part = columns % ADJ_LANES, whole = columns - part;
  for (size_t i = 0; i < rows; i++, tile += ADJ_TILE_COLUMNS, c += c_row) {
    for (size_t j = 0; j < whole; j += ADJ_LANES) {
      ADJ_VECTOR x = ADJ_TYPED(load)(tile + j);
      ADJ_TYPED(store)(c + j, add ? ADJ_TYPED(load)(c + j) + x : x);
    }
    if (add) for (size_t j = whole; j < columns; j++) c[j] += tile[j];
    else ADJ_TYPED(copy_part)(c + whole, tile + whole, part);
  }
}

/// The height of tiles that cuts m rows most evenly.
ADJ_INLINE size_t ADJ_TYPED(tile_height)(size_t m) {
  size_t tiles = (m + ADJ_TILE_ROWS - 1) / ADJ_TILE_ROWS;
  return (m + tiles - 1) / tiles;
}

/// A chunk's sums for `m` rows of one panel of at most ADJ_TILE_COLUMNS columns. The rows of B have whole vectors.
static void ADJ_TYPED(panel)(size_t m, size_t columns, size_t k, const ADJ_ELEMENT *a, ptrdiff_t a_row, ptrdiff_t a_column,
                             const ADJ_ELEMENT *b, ptrdiff_t b_row, ADJ_ELEMENT *c, ptrdiff_t c_row, bool add) {
  size_t height = ADJ_TYPED(tile_height)(m), part = columns % ADJ_LANES;
  const ADJ_TYPED(tile_function) *functions = ADJ_TYPED(tile_functions)[ADJ_TYPED(padded)(columns) / ADJ_LANES - 1];
  for (size_t i = 0; i < m; i += height, a += (ptrdiff_t)height * a_row, c += (ptrdiff_t)height * c_row) {
    size_t rows = ADJ_NAME(smaller)(height, m - i);
    if (part == 0) {
      functions[rows - 1](k, a, a_row, a_column, b, b_row, c, c_row, add);
      continue;
    }
    ADJ_ELEMENT tile[ADJ_TILE_ROWS * ADJ_TILE_COLUMNS];
    functions[rows - 1](k, a, a_row, a_column, b, b_row, tile, ADJ_TILE_COLUMNS, false);
    ADJ_TYPED(store_edge)(rows, columns, tile, c, c_row, add);
  }
}
