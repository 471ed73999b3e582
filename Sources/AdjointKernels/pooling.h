// Max pooling, a piece of a row of results at a time. In float32, windows at stride 1 or 2 that lie inside the plane are taken as
// vectors; all others in loops over columns.

enum { pool_piece = 256 };

/// Where the windows of a piece of a row begin, and how many there are.
typedef struct {
  ptrdiff_t y, x;
  size_t count;
} adj_pool_piece;

/// The columns [from, to) of a piece that see an element of the plane at tap x of the window.
ADJ_INLINE void adj_pool_columns(const adj_pool_shape *s, const adj_pool_piece *piece, size_t tap, size_t *from, size_t *to) {
  ptrdiff_t x = piece->x + (ptrdiff_t)tap, stride = (ptrdiff_t)s->stride_x, width = (ptrdiff_t)s->width;
  size_t end = x >= width ? 0 : (size_t)((width - x - 1) / stride) + 1;
  *from = x >= 0 ? 0 : (size_t)((stride - 1 - x) / stride);
  *to = end < piece->count ? end : piece->count;
}

/// The taps [from, to) with which windows that begin at first … last reach into an axis.
ADJ_INLINE void adj_pool_taps(ptrdiff_t first, ptrdiff_t last, size_t length, size_t kernel, size_t *from, size_t *to) {
  ptrdiff_t end = (ptrdiff_t)length - first;
  *from = last >= 0 ? 0 : (size_t)-last;
  *to = end <= 0 ? 0 : (size_t)end < kernel ? (size_t)end : kernel;
}

#define ADJ_DEFINE_MAX_POOL(suffix, element, integer)                                                                         \
  ADJ_INLINE void ADJ_NAME(pool_take_##suffix)(const element *x, size_t stride, integer tap, size_t count, element *best,     \
                                               integer *where) {                                                              \
    for (size_t j = 0; j < count; j++) {                                                                                      \
      element value = x[j * stride], old = best[j];                                                                           \
      bool better = (where[j] < 0) | (value > old) | ((value != value) & (old == old));                                       \
      best[j] = better ? value : old;                                                                                         \
      where[j] = better ? tap : where[j];                                                                                     \
    }                                                                                                                         \
  }                                                                                                                           \
                                                                                                                              \
  /* `where` holds how far behind the window's origin the best element so far lies, and -1 before there is one. */            \
  static void ADJ_NAME(pool_piece_##suffix)(const adj_pool_shape *s, const element *plane, adj_pool_piece piece,              \
                                            element *out, int32_t *positions) {                                               \
    element best[pool_piece];                                                                                                 \
    integer where[pool_piece];                                                                                                \
    for (size_t j = 0; j < piece.count; j++) {                                                                                \
      best[j] = 0;                                                                                                            \
      where[j] = -1;                                                                                                          \
    }                                                                                                                         \
    size_t top, bottom, left, right;                                                                                          \
    adj_pool_taps(piece.y, piece.y, s->height, s->kernel_height, &top, &bottom);                                              \
    adj_pool_taps(piece.x, piece.x + (ptrdiff_t)((piece.count - 1) * s->stride_x), s->width, s->kernel_width, &left, &right); \
    for (size_t ky = top; ky < bottom; ky++) {                                                                                \
      ptrdiff_t y = piece.y + (ptrdiff_t)ky;                                                                                  \
      for (size_t kx = left; kx < right; kx++) {                                                                              \
        size_t from, to;                                                                                                      \
        adj_pool_columns(s, &piece, kx, &from, &to);                                                                          \
        if (from >= to) continue;                                                                                             \
        const element *x = plane + y * (ptrdiff_t)s->width + piece.x + (ptrdiff_t)(kx + from * s->stride_x);                  \
        integer tap = (integer)(ky * s->width + kx);                                                                          \
        /* The usual strides as constants, which vectors can be made for. */                                                  \
        if (s->stride_x == 1) ADJ_NAME(pool_take_##suffix)(x, 1, tap, to - from, best + from, where + from);                  \
        else if (s->stride_x == 2) ADJ_NAME(pool_take_##suffix)(x, 2, tap, to - from, best + from, where + from);             \
        else ADJ_NAME(pool_take_##suffix)(x, s->stride_x, tap, to - from, best + from, where + from);                         \
      }                                                                                                                       \
    }                                                                                                                         \
    int64_t origin = piece.y * (int64_t)s->width + piece.x;                                                                   \
    for (size_t j = 0; j < piece.count; j++) {                                                                                \
      out[j] = best[j];                                                                                                       \
      positions[j] = (int32_t)(origin + (int64_t)(j * s->stride_x) + where[j]);                                               \
    }                                                                                                                         \
  }                                                                                                                           \
                                                                                                                              \
  /* Columns [from, to) of a row of results; `out` and `positions` are those of the row. */                                   \
  static void ADJ_NAME(pool_columns_##suffix)(const adj_pool_shape *s, const element *plane, size_t row, size_t from,         \
                                              size_t to, element *out, int32_t *positions) {                                  \
    for (size_t j = from; j < to; j += pool_piece) {                                                                          \
      adj_pool_piece piece = {                                                                                                \
        .y = (ptrdiff_t)(row * s->stride_y) - (ptrdiff_t)s->top,                                                              \
        .x = (ptrdiff_t)(j * s->stride_x) - (ptrdiff_t)s->left,                                                               \
        .count = to - j < pool_piece ? to - j : pool_piece,                                                                   \
      };                                                                                                                      \
      ADJ_NAME(pool_piece_##suffix)(s, plane, piece, out + j, positions + j);                                                 \
    }                                                                                                                         \
  }

ADJ_DEFINE_MAX_POOL(float32, float, int32_t)
ADJ_DEFINE_MAX_POOL(float64, double, int64_t)
#undef ADJ_DEFINE_MAX_POOL

#if ADJ_VECTOR_BYTES == 64
#define ADJ_EVEN32(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#elif ADJ_VECTOR_BYTES == 32
#define ADJ_EVEN32(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
#else
#define ADJ_EVEN32(a, b) __builtin_shufflevector(a, b, 0, 2, 4, 6)
#endif

/// `count` windows side by side inside the plane, the first at x, which is element `origin` of it. Whole vectors are read.
ADJ_INLINE void ADJ_NAME(pool_vectors)(const int stride, const adj_pool_shape *s, const float *x, size_t origin, size_t count,
                                       float *out, int32_t *positions) {
  vi32 steps;
#pragma clang loop unroll(full)
  for (int l = 0; l < ADJ_LANES32; l++) steps[l] = l * stride;
  for (size_t j = 0; j < count; j += ADJ_LANES32) {
    vf32 best = {0};
    vi32 where = {0};
    for (size_t tap = 0, ky = 0; ky < s->kernel_height; ky++, tap += s->width - s->kernel_width) {
      for (size_t kx = 0; kx < s->kernel_width; kx++, tap++) {
        const float *from = x + tap + j * (size_t)stride;
        vf32 value = ADJ_NAME(load_float32)(from);
        if (stride == 2) value = ADJ_EVEN32(value, ADJ_NAME(load_float32)(from + ADJ_LANES32));
        vi32 better = tap == 0 ? ~(vi32){0} : ~(value <= best) & (best == best);
        best = v_select_f32(better, value, best);
        where = ((int32_t)tap & better) | (where & ~better);
      }
    }
    where += steps + (int32_t)(origin + j * (size_t)stride);
    if (j + ADJ_LANES32 <= count) {
      ADJ_NAME(store_float32)(out + j, best);
      memcpy(positions + j, &where, sizeof where);
    } else {
      float part[ADJ_LANES32], places[ADJ_LANES32];
      memcpy(part, &best, sizeof part);
      memcpy(places, &where, sizeof places);
      ADJ_NAME(copy_part_float32)(out + j, part, count - j);
      ADJ_NAME(copy_part_float32)((float *)(positions + j), places, count - j);
    }
  }
}

#undef ADJ_EVEN32

static void ADJ_NAME(max_pool_float32)(const adj_pool_shape *s, size_t begin, size_t end, const float *x, float *out,
                                       int32_t *positions) {
  const size_t size = s->height * s->width, least = (s->left + s->stride_x - 1) / s->stride_x;
  // Of the columns, those whose windows lie inside.
  size_t last = s->width + s->left < s->kernel_width ? 0 : (s->width + s->left - s->kernel_width) / s->stride_x + 1;
  if (last > s->out_width) last = s->out_width;
  if (s->stride_x > 2 || least > last) last = 0;
  const size_t first = least < last ? least : last, vectors = (last - first + ADJ_LANES32 - 1) / ADJ_LANES32;
  const size_t reach = (s->kernel_height - 1) * s->width + s->kernel_width + vectors * ADJ_LANES32 * s->stride_x;
  for (size_t plane = begin; plane < end; plane++) {
    for (size_t y = 0; y < s->out_height; y++) {
      const size_t row = plane * s->out_height + y;
      float *to = out + row * s->out_width;
      int32_t *places = positions + row * s->out_width;
      const size_t origin = (y * s->stride_y - s->top) * s->width + first * s->stride_x - s->left;
      const bool inside = y * s->stride_y >= s->top && y * s->stride_y - s->top + s->kernel_height <= s->height;
      if (!inside || plane * size + origin + reach > end * size) {
        ADJ_NAME(pool_columns_float32)(s, x + plane * size, y, 0, s->out_width, to, places);
        continue;
      }
      const float *from = x + plane * size + origin;
      ADJ_NAME(pool_columns_float32)(s, x + plane * size, y, 0, first, to, places);
      if (s->stride_x == 1) ADJ_NAME(pool_vectors)(1, s, from, origin, last - first, to + first, places + first);
      else ADJ_NAME(pool_vectors)(2, s, from, origin, last - first, to + first, places + first);
      ADJ_NAME(pool_columns_float32)(s, x + plane * size, y, last, s->out_width, to, places);
    }
  }
}

static void ADJ_NAME(max_pool_float64)(const adj_pool_shape *s, size_t begin, size_t end, const double *x, double *out,
                                       int32_t *positions) {
  for (size_t row = begin * s->out_height; row < end * s->out_height; row++)
    ADJ_NAME(pool_columns_float64)(s, x + row / s->out_height * s->height * s->width, row % s->out_height, 0, s->out_width,
                                   out + row * s->out_width, positions + row * s->out_width);
}


static void ADJ_NAME(max_pool)(AdjDType type, const adj_pool_shape *shape, size_t begin, size_t end, const void *x, void *out,
                               int32_t *positions) {
  if (type == AdjDTypeFloat32) ADJ_NAME(max_pool_float32)(shape, begin, end, x, out, positions);
  if (type == AdjDTypeFloat64) ADJ_NAME(max_pool_float64)(shape, begin, end, x, out, positions);
}
