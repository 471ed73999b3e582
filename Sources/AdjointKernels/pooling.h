// Max pooling, a piece of a row of results at a time, in loops over its columns that the compiler turns into vectors.

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
                                            element *out, int64_t *positions) {                                               \
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
      positions[j] = origin + (int64_t)(j * s->stride_x) + where[j];                                                          \
    }                                                                                                                         \
  }                                                                                                                           \
                                                                                                                              \
  static void ADJ_NAME(max_pool_##suffix)(const adj_pool_shape *s, size_t begin, size_t end, const element *x, element *out,  \
                                          int64_t *positions) {                                                               \
    for (size_t row = begin * s->out_height; row < end * s->out_height; row++) {                                              \
      const element *plane = x + row / s->out_height * s->height * s->width;                                                  \
      for (size_t j = 0; j < s->out_width; j += pool_piece) {                                                                 \
        adj_pool_piece piece = {                                                                                              \
          .y = (ptrdiff_t)(row % s->out_height * s->stride_y) - (ptrdiff_t)s->top,                                            \
          .x = (ptrdiff_t)(j * s->stride_x) - (ptrdiff_t)s->left,                                                             \
          .count = s->out_width - j < pool_piece ? s->out_width - j : pool_piece,                                             \
        };                                                                                                                    \
        ADJ_NAME(pool_piece_##suffix)(s, plane, piece, out + row * s->out_width + j, positions + row * s->out_width + j);     \
      }                                                                                                                       \
    }                                                                                                                         \
  }

ADJ_DEFINE_MAX_POOL(float32, float, int32_t)
ADJ_DEFINE_MAX_POOL(float64, double, int64_t)
#undef ADJ_DEFINE_MAX_POOL

static void ADJ_NAME(max_pool)(AdjDType type, const adj_pool_shape *shape, size_t begin, size_t end, const void *x, void *out,
                               int64_t *positions) {
  if (type == AdjDTypeFloat32) ADJ_NAME(max_pool_float32)(shape, begin, end, x, out, positions);
  if (type == AdjDTypeFloat64) ADJ_NAME(max_pool_float64)(shape, begin, end, x, out, positions);
}
