// The reductions of one type: ADJ_TYPE, with ADJ_MAXIMUM and ADJ_MINIMUM on its vectors and ADJ_LEAST and ADJ_GREATEST,
// their identities. The operation is a constant wherever these functions are inlined.
//
// With ADJ_SUM_ONLY the elements that are summed are not those that are read: TYPED(load) and TYPED(summand) make them.

#define TYPED(name) ADJ_JOIN(ADJ_TYPE, name)
#define SOURCE TYPED(source)
#define ELEMENT TYPED(element)
#define VECTOR TYPED(vector)
#define LANES TYPED(lanes)

#ifdef ADJ_SUM_ONLY
#define SUMMAND(x) TYPED(summand)(x)
ADJ_INLINE VECTOR TYPED(combine)(AdjReduction operation, VECTOR a, VECTOR b) {
  (void)operation;
  return a + b;
}
ADJ_INLINE VECTOR TYPED(identity)(AdjReduction operation) {
  (void)operation;
  return TYPED(splat)(0);
}
#else
#define SUMMAND(x) (x)
ADJ_INLINE VECTOR TYPED(combine)(AdjReduction operation, VECTOR a, VECTOR b) {
  switch (operation) {
    case AdjReductionSum: return a + b;
    case AdjReductionProduct: return a * b;
    case AdjReductionMaximum: return ADJ_MAXIMUM(a, b);
    default: return ADJ_MINIMUM(a, b);
  }
}

ADJ_INLINE VECTOR TYPED(identity)(AdjReduction operation) {
  switch (operation) {
    case AdjReductionSum: return TYPED(splat)(0);
    case AdjReductionProduct: return TYPED(splat)(1);
    case AdjReductionMaximum: return TYPED(splat)(ADJ_LEAST);
    default: return TYPED(splat)(ADJ_GREATEST);
  }
}
#endif

/// All the lanes of `v` combined, by halves.
ADJ_INLINE ELEMENT TYPED(combine_lanes)(AdjReduction operation, VECTOR v) {
  for (unsigned width = LANES / 2; width; width /= 2) {
    VECTOR other = v;
    for (unsigned lane = 0; lane < width; lane++) other[lane] = v[lane + width];
    v = TYPED(combine)(operation, v, other);
  }
  return v[0];
}

/// The last `count` of the elements before `end`, with the identity in the lanes before them. A whole vector is read.
ADJ_INLINE VECTOR TYPED(load_last)(const SOURCE *end, size_t count, VECTOR identity) {
  TYPED(mask) lane;
  for (int i = 0; i < LANES; i++) lane[i] = (__typeof__(lane[0]))i;
  __typeof__(lane[0]) unused = (__typeof__(lane[0]))(LANES - count);
  return ADJ_SELECT(lane >= unused, TYPED(load)(end - LANES), identity);
}

// MARK: Rows: inner = 1

/// The lanes to be combined of at most `reduction_block` vectors, in a row that has at least one vector.
ADJ_INLINE VECTOR TYPED(row_block)(AdjReduction operation, const SOURCE *x, size_t n) {
  VECTOR identity = TYPED(identity)(operation), total = identity;
  if (n >= reduction_width * LANES) {
    VECTOR part[reduction_width];
    for (int k = 0; k < reduction_width; k++) part[k] = TYPED(load)(x + k * LANES);
    x += reduction_width * LANES;
    n -= reduction_width * LANES;
    for (; n >= reduction_width * LANES; n -= reduction_width * LANES, x += reduction_width * LANES)
      for (int k = 0; k < reduction_width; k++)
        part[k] = TYPED(combine)(operation, part[k], TYPED(load)(x + k * LANES));
    total = TYPED(combine)(operation, TYPED(combine)(operation, part[0], part[1]),
                           TYPED(combine)(operation, part[2], part[3]));
  }
  for (; n >= LANES; n -= LANES, x += LANES) total = TYPED(combine)(operation, total, TYPED(load)(x));
  if (n) total = TYPED(combine)(operation, total, TYPED(load_last)(x + n, n, identity));
  return total;
}

ADJ_INLINE ELEMENT TYPED(row)(AdjReduction operation, const SOURCE *x, size_t length) {
  VECTOR pending[reduction_levels];
  size_t depth = 0;
  for (size_t blocks = 1;; blocks++) {
    size_t n = length < reduction_block * LANES ? length : reduction_block * LANES;
    VECTOR total = TYPED(row_block)(operation, x, n);
    x += n;
    length -= n;
    // Block number b completes as many pairs as b has factors of 2.
    for (size_t b = blocks; length ? b % 2 == 0 : depth != 0; b /= 2)
      total = TYPED(combine)(operation, pending[--depth], total);
    if (length == 0) return TYPED(combine_lanes)(operation, total);
    pending[depth++] = total;
  }
}

/// Rows shorter than a vector: a lane for each row.
ADJ_INLINE void TYPED(short_rows)(AdjReduction operation, const SOURCE *x, size_t rows, size_t length, ELEMENT *out) {
  for (; rows >= LANES; rows -= LANES, x += LANES * length, out += LANES) {
    VECTOR total = {0};
    for (size_t i = 0; i < length; i++) {
      VECTOR v;
      for (int lane = 0; lane < LANES; lane++) v[lane] = x[lane * length + i];
      v = SUMMAND(v);
      total = i ? TYPED(combine)(operation, total, v) : v;
    }
    memcpy(out, &total, sizeof total);
  }
  for (; rows; rows--, x += length, out++) {
    VECTOR total = SUMMAND(TYPED(splat)(x[0]));
    for (size_t i = 1; i < length; i++) total = TYPED(combine)(operation, total, SUMMAND(TYPED(splat)(x[i])));
    *out = total[0];
  }
}

ADJ_INLINE void TYPED(rows)(AdjReduction operation, const SOURCE *x, size_t rows, size_t length, ELEMENT *out) {
  if (length < LANES) TYPED(short_rows)(operation, x, rows, length, out);
  else for (size_t i = 0; i < rows; i++) out[i] = TYPED(row)(operation, x + i * length, length);
}

// MARK: Columns: inner > 1

/// A vector at `p`; of which at least one element lies before `end`, if that is not NULL.
ADJ_INLINE VECTOR TYPED(load_before)(const SOURCE *p, const SOURCE *end) {
  return !end || end - p >= LANES ? TYPED(load)(p) : TYPED(load_partial)(p, (size_t)(end - p));
}

/// The columns of `width` vectors that begin at the offsets `at`: rows in fours, fours in blocks, blocks in a tree.
ADJ_INLINE void TYPED(column_vectors)(AdjReduction operation, const SOURCE *x, const SOURCE *end, size_t length,
                                      size_t inner, const size_t *at, int width, VECTOR *total) {
  VECTOR pending[reduction_levels][reduction_width];
  size_t depth = 0;
  for (size_t blocks = 1;; blocks++) {
    size_t n = length < reduction_block ? length : reduction_block;
    size_t row = 0;
    for (; row + 4 <= n; row += 4, x += 4 * inner)
      for (int k = 0; k < width; k++) {
        const SOURCE *p = x + at[k];
        VECTOR four = TYPED(combine)(
          operation,
          TYPED(combine)(operation, TYPED(load_before)(p, end), TYPED(load_before)(p + inner, end)),
          TYPED(combine)(operation, TYPED(load_before)(p + 2 * inner, end), TYPED(load_before)(p + 3 * inner, end)));
        total[k] = row ? TYPED(combine)(operation, total[k], four) : four;
      }
    for (; row < n; row++, x += inner)
      for (int k = 0; k < width; k++) {
        VECTOR one = TYPED(load_before)(x + at[k], end);
        total[k] = row ? TYPED(combine)(operation, total[k], one) : one;
      }
    length -= n;
    for (size_t b = blocks; length ? b % 2 == 0 : depth != 0; b /= 2) {
      depth--;
      for (int k = 0; k < width; k++) total[k] = TYPED(combine)(operation, pending[depth][k], total[k]);
    }
    if (length == 0) return;
    for (int k = 0; k < width; k++) pending[depth][k] = total[k];
    depth++;
  }
}

/// The totals of the columns from `at` on, combined with what `out` holds of them. `last` is what the last vector held
/// before the one that it reaches back over was written.
ADJ_INLINE VECTOR TYPED(onto)(AdjReduction operation, const ELEMENT *out, size_t at, size_t inner, VECTOR last,
                              VECTOR total) {
  VECTOR before = last;
  if (at + LANES < inner) memcpy(&before, out + at, sizeof before);
  return TYPED(combine)(operation, before, total);
}

/// The columns of few rows, which have at least a vector: a vector of columns after the other, in the order of
/// `column_vectors`. The last vector of columns reaches back over the one before it.
ADJ_INLINE void TYPED(few_rows)(AdjReduction operation, const SOURCE *x, size_t length, size_t inner, bool onto,
                                ELEMENT *out) {
  VECTOR last = TYPED(identity)(operation);
  if (onto) memcpy(&last, out + inner - LANES, sizeof last);
  for (size_t column = 0; column < inner; column += LANES) {
    const size_t at = column + LANES > inner ? inner - LANES : column;
    const SOURCE *p = x + at;
    VECTOR total = TYPED(load)(p);
    size_t row = 1;
    if (length >= 4) {
      total = TYPED(combine)(operation, TYPED(combine)(operation, total, TYPED(load)(p + inner)),
                             TYPED(combine)(operation, TYPED(load)(p + 2 * inner), TYPED(load)(p + 3 * inner)));
      row = 4;
    }
    for (; row < length; row++) total = TYPED(combine)(operation, total, TYPED(load)(p + row * inner));
    if (onto) total = TYPED(onto)(operation, out, at, inner, last, total);
    memcpy(out + at, &total, sizeof total);
  }
}

/// One [length, inner], in an array that ends at `end`. The last vector of columns reaches back over the one before it:
/// what is computed twice has the same bits. Of fewer columns than a vector, the vector's other lanes go unused.
ADJ_INLINE void TYPED(many_rows)(AdjReduction operation, const SOURCE *x, const SOURCE *end, size_t length,
                                 size_t inner, bool onto, ELEMENT *out) {
  VECTOR last = TYPED(identity)(operation);
  if (onto) memcpy(&last, out + inner - LANES, sizeof last);
  for (size_t column = 0; column < inner; column += reduction_width * LANES) {
    size_t at[reduction_width];
    for (size_t k = 0; k < reduction_width; k++) {
      at[k] = column + k * LANES;
      if (at[k] + LANES > inner) at[k] = inner < LANES ? 0 : inner - LANES;
    }
    VECTOR total[reduction_width];
    size_t left = inner - column;
    if (inner < LANES) TYPED(column_vectors)(operation, x, end, length, inner, at, 1, total);
    else if (left <= LANES) TYPED(column_vectors)(operation, x, NULL, length, inner, at, 1, total);
    else if (left <= 2 * LANES) TYPED(column_vectors)(operation, x, NULL, length, inner, at, 2, total);
    else TYPED(column_vectors)(operation, x, NULL, length, inner, at, reduction_width, total);
    for (size_t k = 0; k < reduction_width && k * LANES < left; k++) {
      if (onto) total[k] = TYPED(onto)(operation, out, at[k], inner, last, total[k]);
      if (inner < LANES) memcpy(out, &total[k], inner * sizeof(ELEMENT));
      else memcpy(out + at[k], &total[k], sizeof total[k]);
    }
  }
}

/// Columns; with `onto`, combined with what `out` holds, of at least a vector.
ADJ_INLINE void TYPED(columns)(AdjReduction operation, const SOURCE *x, const SOURCE *end, size_t length,
                               size_t inner, bool onto, ELEMENT *out) {
  if (length > 7 || inner < LANES) TYPED(many_rows)(operation, x, end, length, inner, onto, out);
  else if (!onto) TYPED(few_rows)(operation, x, length, inner, false, out);
  else if (length == 1) TYPED(few_rows)(operation, x, 1, inner, true, out);
  else if (length == 2) TYPED(few_rows)(operation, x, 2, inner, true, out);
  else if (length == 4) TYPED(few_rows)(operation, x, 4, inner, true, out);
  else TYPED(few_rows)(operation, x, length, inner, true, out);
}

// MARK: The operations

typedef struct {
  AdjReduction operation;
  void (*rows)(const SOURCE *x, size_t rows, size_t length, ELEMENT *out);
  void (*columns)(const SOURCE *x, const SOURCE *end, size_t length, size_t inner, bool onto, ELEMENT *out);
} TYPED(reduction);

#define ADJ_REDUCTION(type, name) ADJ_REDUCTION_(type, name)
#define ADJ_REDUCTION_(type, name) \
  static void type##_rows_##name(const type##_source *x, size_t rows, size_t length, type##_element *out) { \
    type##_rows(AdjReduction##name, x, rows, length, out); \
  } \
  static void type##_columns_##name(const type##_source *x, const type##_source *end, size_t length, size_t inner, \
                                    bool onto, type##_element *out) { \
    type##_columns(AdjReduction##name, x, end, length, inner, onto, out); \
  } \
  static const type##_reduction type##_##name = {AdjReduction##name, type##_rows_##name, type##_columns_##name};

ADJ_REDUCTION(ADJ_TYPE, Sum)
#ifdef ADJ_SUM_ONLY
#define COLUMNS_OF_PARTS f64_columns_Sum
#else
#define COLUMNS_OF_PARTS reduction->columns
ADJ_REDUCTION(ADJ_TYPE, Product)
ADJ_REDUCTION(ADJ_TYPE, Maximum)
ADJ_REDUCTION(ADJ_TYPE, Minimum)
#endif

/// Many rows of few columns, as a fold: G rows count as one row of G·inner columns, which fill the vectors.
static void TYPED(narrow_columns)(const TYPED(reduction) *reduction, const SOURCE *x, const SOURCE *end,
                                  size_t length, size_t inner, ELEMENT *out) {
  size_t group = reduction_width * LANES / inner, folded = length / group, rest = length % group;
  ELEMENT parts[reduction_width * LANES], of_rest[LANES];
  reduction->columns(x, end, folded, group * inner, false, parts);
  COLUMNS_OF_PARTS(parts, parts + group * inner, group, inner, false, out);
  if (rest == 0) return;
  reduction->columns(x + folded * group * inner, end, rest, inner, false, of_rest);
  for (size_t i = 0; i < inner; i++)
    out[i] = TYPED(combine)(reduction->operation, TYPED(splat)(out[i]), TYPED(splat)(of_rest[i]))[0];
}

static void TYPED(reduce)(const TYPED(reduction) *reduction, const SOURCE *x, size_t outer, size_t length, size_t inner,
                          ELEMENT *out) {
  if (length == 0) {
    for (size_t i = 0; i < outer * inner; i++) out[i] = TYPED(identity)(reduction->operation)[0];
    return;
  }
  if (inner == 1) {
    reduction->rows(x, outer, length, out);
    return;
  }
  bool narrow = inner < LANES && length * inner >= 4 * reduction_width * LANES;
  const SOURCE *end = x + outer * length * inner;
  for (size_t i = 0; i < outer; i++, x += length * inner, out += inner) {
    if (narrow) TYPED(narrow_columns)(reduction, x, end, length, inner, out);
    else reduction->columns(x, end, length, inner, false, out);
  }
}

/// Whether rows, reduced along themselves as `reduce` reduces them, were combined with what `out` holds.
ADJ_INLINE bool TYPED(reduce_onto)(const TYPED(reduction) *reduction, const SOURCE *x, size_t length, size_t inner,
                               ELEMENT *out) {
  if (inner < LANES || length == 0) return false;
  reduction->columns(x, x + length * inner, length, inner, true, out);
  return true;
}

#ifndef ADJ_SUM_ONLY
// MARK: Positions

/// Where a and b differ: `x` and `x` do where it is a NaN.
ADJ_INLINE TYPED(mask) TYPED(differ)(VECTOR a, VECTOR b) { return a != b; }

/// Where `x` takes the place of `best`: it is greater (or less), or it is the first NaN.
ADJ_INLINE TYPED(mask) TYPED(better)(AdjReduction operation, VECTOR x, VECTOR best) {
  TYPED(mask) beyond = operation == AdjReductionMaximum ? x > best : x < best;
  return beyond | (TYPED(differ)(x, x) & ~TYPED(differ)(best, best));
}

ADJ_INLINE int64_t TYPED(row_position)(AdjReduction operation, const ELEMENT *x, size_t length) {
  size_t position = 0;
  VECTOR best = TYPED(splat)(x[0]);
  if (length < 4 * LANES) {
    for (size_t i = 1; i < length; i++) {
      VECTOR v = TYPED(splat)(x[i]);
      if (TYPED(better)(operation, v, best)[0]) {
        best = v;
        position = i;
      }
    }
    return (int64_t)position;
  }
  // Only a block whose best element is better than all before it is searched for its position.
  for (size_t start = 0; start < length; start += reduction_block * LANES) {
    size_t n = length - start < reduction_block * LANES ? length - start : reduction_block * LANES;
    VECTOR of_block =
      TYPED(splat)(TYPED(combine_lanes)(operation, TYPED(row_block)(operation, x + start, n)));
    if (!TYPED(better)(operation, of_block, best)[0]) continue;
    best = of_block;
    bool nan = TYPED(differ)(best, best)[0];
    for (position = start; x[position] != best[0]; position++)
      if (nan && TYPED(differ)(TYPED(splat)(x[position]), TYPED(splat)(x[position]))[0]) break;
  }
  return (int64_t)position;
}

/// One [length, inner], in an array that ends at `end`; a vector of columns at a time, as in `columns`.
ADJ_INLINE void TYPED(column_positions)(AdjReduction operation, const ELEMENT *x, const ELEMENT *end, size_t length,
                                        size_t inner, int64_t *out) {
  const size_t segment = 1 << 30;  // row numbers within one fit the lanes of every type
  for (size_t column = 0; column < inner; column += LANES) {
    size_t at = column + LANES <= inner || inner < LANES ? column : inner - LANES;
    const ELEMENT *limit = inner < LANES ? end : NULL;
    VECTOR best = TYPED(load_before)(x + at, limit);
    for (size_t start = 0; start < length; start += segment) {
      size_t n = length - start < segment ? length - start : segment;
      TYPED(mask) none = {0}, row = none, position = start ? none - 1 : none;
      for (size_t i = 0; i < n; i++, row += 1) {
        VECTOR v = TYPED(load_before)(x + (start + i) * inner + at, limit);
        TYPED(mask) better = TYPED(better)(operation, v, best);
        best = ADJ_SELECT(better, v, best);
        position = ADJ_SELECT(better, row, position);
      }
      for (size_t lane = 0; lane < LANES && lane < inner; lane++)
        if (position[lane] >= 0) out[at + lane] = (int64_t)start + position[lane];
    }
  }
}

ADJ_INLINE void TYPED(positions)(AdjReduction operation, const ELEMENT *x, size_t outer, size_t length, size_t inner,
                                 int64_t *out) {
  const ELEMENT *end = x + outer * length * inner;
  if (inner == 1) for (size_t i = 0; i < outer; i++) out[i] = TYPED(row_position)(operation, x + i * length, length);
  else for (size_t i = 0; i < outer; i++)
    TYPED(column_positions)(operation, x + i * length * inner, end, length, inner, out + i * inner);
}

static inline void TYPED(Argmax)(const ELEMENT *x, size_t outer, size_t length, size_t inner, int64_t *out) {
  TYPED(positions)(AdjReductionMaximum, x, outer, length, inner, out);
}

static inline void TYPED(Argmin)(const ELEMENT *x, size_t outer, size_t length, size_t inner, int64_t *out) {
  TYPED(positions)(AdjReductionMinimum, x, outer, length, inner, out);
}

#endif

#undef COLUMNS_OF_PARTS
#undef SUMMAND
#undef ADJ_REDUCTION
#undef ADJ_REDUCTION_
#undef TYPED
#undef SOURCE
#undef ELEMENT
#undef VECTOR
#undef LANES
#undef ADJ_TYPE
#undef ADJ_SUM_ONLY
#undef ADJ_MAXIMUM
#undef ADJ_MINIMUM
#undef ADJ_LEAST
#undef ADJ_GREATEST
