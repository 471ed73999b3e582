// Convolutions, as matrix products of which one matrix is never stored: row k of it holds, for each position of the window, the
// element that tap k of the kernel sees there (im2col; Chellapilla et al., "High performance convolutional neural networks for
// document processing", 2006). Its panels are packed straight from the planes and multiplied by the kernel of matrix_product.h,
// in the order of summation described there. Zeros around a plane take part in sums as the zeros that they are.

/// One axis of a window. Tap t of position p sees element p·stride + offset + t·step of the source, or 0 beyond its ends, and
/// belongs to row (or column) first + t·spacing of the kernel.
typedef struct {
  size_t count, stride;
  ptrdiff_t offset, step;
  size_t first, spacing;
} adj_taps;

/// Windows on the planes of a group. Positions are counted through all images, in each of which there are rows × columns.
typedef struct {
  adj_taps y, x;
  size_t height, width;    // of a plane
  size_t start, image;     // the group's first plane in the first image; from image to image
  size_t size;             // of the whole source: nothing is read beyond it
  size_t rows, columns;
} adj_windows;

/// Positions that lie behind one another in a row, and where the origin of the window is there.
typedef struct {
  size_t image;
  ptrdiff_t y, x;
  size_t count;
  // For the row of taps at hand: whether it is inside the plane, whether vectors may be read there, and where in the source the
  // origin is.
  bool inside, whole;
  ptrdiff_t at;
} adj_run;

/// The kernel as the matrix [rows, planes of the source × taps]: where its element (row, plane, y, x) lies.
typedef struct {
  size_t row, plane, height, width;
} adj_kernel_layout;

/// Where the result for (row, position) of an image lies: start + row·plane + y·y_step + x·x_step.
typedef struct {
  size_t start, image, plane, y_step, x_step;
} adj_result_layout;

ADJ_INLINE size_t adj_window_positions(const adj_windows *windows) { return windows->rows * windows->columns; }

ADJ_INLINE size_t adj_window_taps(const adj_windows *windows) { return windows->y.count * windows->x.count; }

/// Cuts positions [begin, begin + count) where a row of windows ends. There are at most `count` runs.
static size_t adj_list_runs(const adj_windows *windows, size_t begin, size_t count, adj_run *runs) {
  size_t x = begin % windows->columns, row = begin / windows->columns, listed = 0;
  size_t y = row % windows->rows, image = row / windows->rows;
  while (count > 0) {
    size_t here = windows->columns - x < count ? windows->columns - x : count;
    runs[listed++] = (adj_run){
      .image = windows->start + image * windows->image,
      .y = (ptrdiff_t)(y * windows->y.stride) + windows->y.offset,
      .x = (ptrdiff_t)(x * windows->x.stride) + windows->x.offset,
      .count = here,
    };
    count -= here;
    x = 0;
    if (++y < windows->rows) continue;
    y = 0;
    image++;
  }
  return listed;
}

/// Moves runs to a row of taps of a plane. Whole vectors of `lanes` may read beyond a run, but not beyond the source.
static void adj_place_runs(const adj_windows *windows, size_t plane, size_t tap_y, size_t lanes, adj_run *runs, size_t listed) {
  ptrdiff_t width = (ptrdiff_t)windows->width, reach = (ptrdiff_t)(windows->x.count - 1) * windows->x.step;
  ptrdiff_t least = reach < 0 ? reach : 0, greatest = reach > 0 ? reach : 0;
  for (adj_run *run = runs; run < runs + listed; run++) {
    ptrdiff_t row = run->y + (ptrdiff_t)tap_y * windows->y.step;
    run->inside = row >= 0 && row < (ptrdiff_t)windows->height;
    if (!run->inside) continue;
    run->at = (ptrdiff_t)(run->image + plane * windows->height * windows->width) + row * width + run->x;
    run->whole = windows->x.stride == 1 && run->at + least >= 0 &&
      run->at + greatest + (ptrdiff_t)(run->count + lanes) <= (ptrdiff_t)windows->size;
  }
}

/// Whether windows are single elements, all of a plane in turn: a matrix product as it is.
ADJ_INLINE bool adj_windows_are_planes(const adj_windows *windows) {
  return adj_window_taps(windows) == 1 && windows->y.stride == 1 && windows->x.stride == 1 && windows->y.offset == 0 &&
    windows->x.offset == 0 && windows->rows == windows->height && windows->columns == windows->width;
}

/// Whether winograd.h computes the windows in less time: a property of the shapes alone.
ADJ_INLINE bool adj_winograd_pays(const adj_windows *windows, size_t planes, size_t rows) {
  const adj_taps *y = &windows->y, *x = &windows->x;
  bool fits = y->count == 3 && x->count == 3 && y->stride == 1 && x->stride == 1 && y->spacing == 1 && x->spacing == 1 &&
    (y->step == 1 || y->step == -1) && (x->step == 1 || x->step == -1);
  return fits && planes >= 8 && rows >= 8;
}

/// Counts through planes and taps.
typedef struct {
  size_t plane, y, x;
} adj_tap_counter;

ADJ_INLINE adj_tap_counter adj_tap(const adj_windows *windows, size_t k) {
  size_t taps = adj_window_taps(windows);
  return (adj_tap_counter){k / taps, k % taps / windows->x.count, k % windows->x.count};
}

ADJ_INLINE void adj_next_tap(const adj_windows *windows, adj_tap_counter *tap) {
  if (++tap->x < windows->x.count) return;
  tap->x = 0;
  if (++tap->y < windows->y.count) return;
  tap->y = 0;
  tap->plane++;
}

/// The taps of a convolution along one axis.
static adj_taps adj_forward_taps(size_t kernel, size_t stride, size_t dilation, ptrdiff_t padding) {
  return (adj_taps){.count = kernel, .stride = stride, .offset = -padding, .step = (ptrdiff_t)dilation, .spacing = 1};
}

/// The taps of its transpose along one axis, for every stride-th element of the result from `phase` on: element i of x is seen by
/// tap t of the result at (i + padding - t·dilation) / stride, where that is a whole number. Those t are evenly spaced.
static adj_taps adj_transposed_taps(size_t kernel, size_t stride, size_t dilation, ptrdiff_t padding, size_t phase) {
  adj_taps taps = {.stride = 1};
  ptrdiff_t s = (ptrdiff_t)stride, last = 0;
  for (size_t t = 0; t < kernel; t++) {
    ptrdiff_t at = (ptrdiff_t)phase + padding - (ptrdiff_t)(t * dilation);
    if (at % s != 0) continue;
    if (taps.count == 0) {
      taps.first = t;
      taps.offset = at / s;
    } else if (taps.count == 1) {
      taps.spacing = t - taps.first;
      taps.step = at / s - last;
    }
    last = at / s;
    taps.count++;
  }
  return taps;
}

/// Rows of one plane with the zeros around them. In each, the columns of each class modulo the stride lie behind one another, so
/// that windows side by side see elements side by side.
typedef struct {
  ptrdiff_t first_y, first_x;  // the row of the plane, and the column, that the first element stands for
  size_t rows, class_width, pitch;
} adj_padded_rows;

/// The rows that windows [y, y + count) see; `lanes` more columns may be read than there are windows.
static adj_padded_rows adj_rows_of_windows(const adj_windows *windows, size_t y, size_t count, size_t lanes) {
  ptrdiff_t reach_y = (ptrdiff_t)(windows->y.count - 1) * windows->y.step;
  ptrdiff_t reach_x = (ptrdiff_t)(windows->x.count - 1) * windows->x.step;
  size_t span_y = (size_t)(reach_y < 0 ? -reach_y : reach_y), span_x = (size_t)(reach_x < 0 ? -reach_x : reach_x);
  size_t class_width = windows->columns + lanes + span_x / windows->x.stride;
  return (adj_padded_rows){
    .first_y = (ptrdiff_t)(y * windows->y.stride) + windows->y.offset + (reach_y < 0 ? reach_y : 0),
    .first_x = windows->x.offset + (reach_x < 0 ? reach_x : 0),
    .rows = (count - 1) * windows->y.stride + span_y + 1,
    .class_width = class_width,
    .pitch = class_width * windows->x.stride,
  };
}

// A depthwise convolution has so few results for each plane that packing panels of it would not pay.
#define ADJ_DEPTHWISE_ROWS 4
// The sums that its kernel's gradient has side by side, and what may be read beyond a row of windows: the same with any vectors.
#define ADJ_DEPTHWISE_LANES 16
#define ADJ_DEPTHWISE_MARGIN 64
// A block: as many rows of the kernel as fit packed in a buffer beside a panel, and positions, so that the block of the result stays
// in the second cache while it gathers its chunks. For the gradient of the kernel: columns, of which all rows are kept packed.
#define ADJ_CONVOLUTION_ROWS(element) (ADJ_BLOCK_BYTES / (ADJ_PACKED_ROW * sizeof(element)))
#define ADJ_CONVOLUTION_POSITIONS 2048
#define ADJ_CONVOLUTION_COLUMNS 1024

// What winograd.h does for float32.
static bool ADJ_NAME(winograd)(size_t rows, size_t planes, const float *w, const adj_kernel_layout *kernel, const float *x,
                               const adj_windows *windows, size_t begin, size_t end, float *out,
                               const adj_result_layout *layout);
static bool ADJ_NAME(winograd_gradient)(size_t begin, size_t end, size_t columns, size_t batch, const float *x,
                                        const adj_windows *windows, const float *g, size_t g_image, float *dw, size_t dw_row);

#define ADJ_SUFFIX float32
#define ADJ_ELEMENT float
#define ADJ_VECTOR vf32
#define ADJ_LANES ADJ_LANES32
#define ADJ_WINOGRAD 1
#include "convolution_typed.h"
#undef ADJ_WINOGRAD

#define ADJ_SUFFIX float64
#define ADJ_ELEMENT double
#define ADJ_VECTOR vf64
#define ADJ_LANES ADJ_LANES64
#include "convolution_typed.h"

#include "winograd.h"

static void ADJ_NAME(convolution)(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *x,
                                  const void *w, void *y) {
  if (type == AdjDTypeFloat32) ADJ_NAME(convolution_float32)(shape, begin, end, x, w, y);
  if (type == AdjDTypeFloat64) ADJ_NAME(convolution_float64)(shape, begin, end, x, w, y);
}

static void ADJ_NAME(convolution_input_gradient)(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end,
                                                 const void *g, const void *w, void *dx) {
  if (type == AdjDTypeFloat32) ADJ_NAME(input_gradient_float32)(shape, begin, end, g, w, dx);
  if (type == AdjDTypeFloat64) ADJ_NAME(input_gradient_float64)(shape, begin, end, g, w, dx);
}

static void ADJ_NAME(convolution_weight_gradient)(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end,
                                                  const void *x, const void *g, void *dw) {
  if (type == AdjDTypeFloat32) ADJ_NAME(weight_gradient_float32)(shape, begin, end, x, g, dw);
  if (type == AdjDTypeFloat64) ADJ_NAME(weight_gradient_float64)(shape, begin, end, x, g, dw);
}

#undef ADJ_DEPTHWISE_ROWS
#undef ADJ_DEPTHWISE_LANES
#undef ADJ_DEPTHWISE_MARGIN
#undef ADJ_CONVOLUTION_ROWS
#undef ADJ_CONVOLUTION_POSITIONS
#undef ADJ_CONVOLUTION_COLUMNS
// What the matrix product left defined for the convolution.
#undef ADJ_TILE_ROWS
#undef ADJ_TILE_VECTORS
#undef ADJ_TILE_HEIGHTS
#undef ADJ_CHUNK
#undef ADJ_PACKED_ROW
#undef ADJ_BLOCK_ROWS
#undef ADJ_BLOCK_BYTES
#undef ADJ_B_IN_PLACE
#undef ADJ_A_IN_PLACE
#undef ADJ_BUFFER_BYTES
