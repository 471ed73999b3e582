// Convolutions of float32 with kernels of 3 × 3 at stride 1, in 4/9 of the products: F(2×2, 3×3) of Winograd's minimal filters
// (Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016). A tile of 2 × 2 results sees d, 4 × 4 elements
// of each plane; with kernels g it is
//   Aᵀ [Σ (G g Gᵀ) ⊙ (Bᵀ d B)] A   and, for the cotangent e of a tile, that of the kernel is   Gᵀ [Σ (A e Aᵀ) ⊙ (Bᵀ d B)] G,
// where, along one axis,
//   Bᵀ d = (d₀ − d₂, d₁ + d₂, d₂ − d₁, d₃ − d₁),  G g = (g₀, (g₀ + g₁ + g₂) / 2, (g₀ − g₁ + g₂) / 2, g₂),
//   Aᵀ m = (m₀ + m₁ + m₂, m₁ − m₂ + m₃).
// Each of the 16 places of a tile is thus a matrix product of its own, over planes or over tiles, with the kernel and in the
// order of matrix_product.h.
//
// Only sums, differences and halves are taken besides, so integers stay exact. With u = 2⁻²⁴, n planes (or tiles) and e for g in
// the second, the absolute row sums of the matrices above bound the error by 16 (n + 8) u max|d| Σ|g|; that of the sum of products
// is bounded by 9 n u Σ|d g|. Of noise, both have errors of the same size: 2.6·10⁻⁷ and 2.5·10⁻⁷ of the results (root mean
// square, 64 planes), 4.7·10⁻⁷ and 3.8·10⁻⁷ for the gradient of the kernel from 50,000 positions. The difference is in max|d|: a
// result next to elements much larger than those that it sees has an error that is relative to those.
// An infinity or NaN, or a sum beyond the greatest number, would reach the whole tile: a strip of tiles (or a plane of the
// kernel's gradient) whose results are not all finite is computed again by the sum of products.

#include "AdjointRuntime.h"

// Tiles side by side that are transformed together, and the most that are multiplied together: their transforms, and those of
// the kernel for a panel of results, stay in the second cache.
enum { winograd_strip = 32, winograd_tiles = 96, winograd_planes = 64 };
enum { winograd_panel = ADJ_TILE_VECTORS * ADJ_LANES32, winograd_pixels = 2 * winograd_strip + 2 + ADJ_LANES32 };

/// The tiles of a plane of results: so many rows and columns, in strips of at most `strip`.
typedef struct {
  size_t height, width, rows, columns, strip;
} adj_tiles;

typedef struct {
  size_t image, y, x, count;
} adj_strip;

static adj_tiles adj_tiles_of(size_t height, size_t width) {
  size_t columns = (width + 1) / 2, strips = (columns + winograd_strip - 1) / winograd_strip;
  return (adj_tiles){height, width, (height + 1) / 2, columns, strips > 0 ? (columns + strips - 1) / strips : 0};
}

/// Lists the strips from `next` on, before image `end`, that have at most `limit` tiles together, and returns how many those are.
static size_t adj_list_strips(const adj_tiles *tiles, size_t end, size_t limit, adj_strip *next, adj_strip *strips,
                              size_t *listed) {
  size_t total = 0;
  for (*listed = 0; next->image < end; ) {
    next->count = tiles->columns - next->x < tiles->strip ? tiles->columns - next->x : tiles->strip;
    if (total + next->count > limit) break;
    total += next->count;
    strips[(*listed)++] = *next;
    next->x += next->count;
    if (next->x < tiles->columns) continue;
    next->x = 0;
    if (++next->y < tiles->rows) continue;
    next->y = 0;
    next->image++;
  }
  return total;
}

/// Planes of equal size behind one another, of which some are transposed into vectors of one element of each.
typedef struct {
  const float *first, *end;
  size_t height, width, count;
} adj_planes;

/// The 4 × 4 places of transformed tiles: place i of tile t and plane (or result) c lies at i·place + t·tile + c. An odd number of
/// cache lines apart, places do not compete for the same sets.
typedef struct {
  float *data;
  size_t place, tile;
} adj_places;

static adj_places ADJ_NAME(places)(float *data, size_t tiles, size_t columns) {
  return (adj_places){data, ((tiles * columns + 15) / 16 | 1) * 16, columns};
}

// MARK: Elements as vectors over planes

/// Rows [y, y + rows) and columns [x, x + columns) of at most ADJ_LANES32 planes, one vector for each element; zeros beyond.
static void ADJ_NAME(load_pixels)(const adj_planes *planes, ptrdiff_t y, ptrdiff_t x, size_t rows, size_t columns, vf32 *out) {
  const ptrdiff_t width = (ptrdiff_t)planes->width, last = x + (ptrdiff_t)columns;
  const ptrdiff_t from = x < 0 ? 0 : x, to = last < width ? last : width, count = to - from;
  const ptrdiff_t plane = (ptrdiff_t)(planes->height * planes->width);
  for (size_t r = 0; r < rows; r++, y++, out += winograd_pixels) {
    if (y < 0 || y >= (ptrdiff_t)planes->height || count <= 0) {
      for (size_t j = 0; j < columns; j++) out[j] = (vf32){0};
      continue;
    }
    const float *row = planes->first + y * width + from;
    vf32 *to_row = out + (from - x);
    for (ptrdiff_t j = 0; j < from - x; j++) out[j] = (vf32){0};
    if (count >= ADJ_LANES32 || planes->end - row >= (ptrdiff_t)(planes->count - 1) * plane + ADJ_LANES32) {
      for (ptrdiff_t j = 0; j < count; j += ADJ_LANES32) {
        // The last square goes back over elements that were done, to end with the last one.
        if (count >= ADJ_LANES32 && j > count - ADJ_LANES32) j = count - ADJ_LANES32;
        if (planes->count == ADJ_LANES32) ADJ_NAME(load_transposed_float32)(ADJ_LANES32, row + j, plane, to_row + j);
        else ADJ_NAME(load_transposed_float32)(planes->count, row + j, plane, to_row + j);
      }
    } else {
      for (ptrdiff_t j = 0; j < count; j++)
        for (ptrdiff_t l = 0; l < ADJ_LANES32; l++) to_row[j][l] = l < (ptrdiff_t)planes->count ? row[l * plane + j] : 0;
    }
    for (ptrdiff_t j = to - x < 0 ? 0 : to - x; j < (ptrdiff_t)columns; j++) out[j] = (vf32){0};
  }
}

/// The reverse, for `columns` elements of a row of `count` planes, `plane` elements apart.
static void ADJ_NAME(store_pixels)(const vf32 *pixels, size_t columns, size_t count, float *out, size_t plane) {
  for (size_t j = 0; j < columns; j += ADJ_LANES32) {
    if (columns >= ADJ_LANES32 && j > columns - ADJ_LANES32) j = columns - ADJ_LANES32;
    vf32 square[ADJ_LANES32];
#pragma clang loop unroll(full)
    for (size_t l = 0; l < ADJ_LANES32; l++) square[l] = pixels[j + l];
    ADJ_NAME(transpose_float32)(square);
    if (columns >= ADJ_LANES32 && count == ADJ_LANES32) {
#pragma clang loop unroll(full)
      for (size_t l = 0; l < ADJ_LANES32; l++) ADJ_NAME(store_float32)(out + l * plane + j, square[l]);
    } else {
      for (size_t l = 0; l < count; l++)
        memcpy(out + l * plane + j, &square[l], ADJ_NAME(smaller)(columns - j, ADJ_LANES32) * sizeof(float));
    }
  }
}

// MARK: Transforms

/// Bᵀ d B for a strip's tiles, of which the elements stand in `pixels`.
static void ADJ_NAME(transform_source)(const vf32 *pixels, size_t count, float *out, const adj_places *places) {
  vf32 column[4][4];
  for (size_t t = 0; t < count; t++, pixels += 2, out += places->tile) {
    // Two of four columns are those of the tile before.
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      if (j < 2 && t > 0) {
#pragma clang loop unroll(full)
        for (size_t i = 0; i < 4; i++) column[j][i] = column[j + 2][i];
        continue;
      }
      vf32 d0 = pixels[j], d1 = pixels[winograd_pixels + j], d2 = pixels[2 * winograd_pixels + j],
           d3 = pixels[3 * winograd_pixels + j];
      column[j][0] = d0 - d2;
      column[j][1] = d1 + d2;
      column[j][2] = d2 - d1;
      column[j][3] = d3 - d1;
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < 4; i++) {
      float *row = out + 4 * i * places->place;
      ADJ_NAME(store_float32)(row, column[0][i] - column[2][i]);
      ADJ_NAME(store_float32)(row + places->place, column[1][i] + column[2][i]);
      ADJ_NAME(store_float32)(row + 2 * places->place, column[2][i] - column[1][i]);
      ADJ_NAME(store_float32)(row + 3 * places->place, column[3][i] - column[1][i]);
    }
  }
}

/// A e Aᵀ for a strip's tiles of cotangents.
static void ADJ_NAME(transform_cotangent)(const vf32 *pixels, size_t count, float *out, const adj_places *places) {
  for (size_t t = 0; t < count; t++, pixels += 2, out += places->tile) {
    vf32 column[2][4];
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 2; j++) {
      vf32 e0 = pixels[j], e1 = pixels[winograd_pixels + j];
      column[j][0] = e0;
      column[j][1] = e0 + e1;
      column[j][2] = e0 - e1;
      column[j][3] = e1;
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < 4; i++) {
      float *row = out + 4 * i * places->place;
      ADJ_NAME(store_float32)(row, column[0][i]);
      ADJ_NAME(store_float32)(row + places->place, column[0][i] + column[1][i]);
      ADJ_NAME(store_float32)(row + 2 * places->place, column[0][i] - column[1][i]);
      ADJ_NAME(store_float32)(row + 3 * places->place, column[1][i]);
    }
  }
}

/// Aᵀ m A for a strip's tiles. Returns 0 in each lane whose results are all finite, and NaN in the others.
static vf32 ADJ_NAME(transform_result)(const float *in, const adj_places *places, size_t count, vf32 *pixels) {
  vf32 check = {0};
  for (size_t t = 0; t < count; t++, pixels += 2, in += places->tile) {
    vf32 top[4], bottom[4];
#pragma clang loop unroll(full)
    for (size_t j = 0; j < 4; j++) {
      const float *column = in + j * places->place;
      vf32 m0 = ADJ_NAME(load_float32)(column), m1 = ADJ_NAME(load_float32)(column + 4 * places->place);
      vf32 m2 = ADJ_NAME(load_float32)(column + 8 * places->place), m3 = ADJ_NAME(load_float32)(column + 12 * places->place);
      top[j] = m0 + m1 + m2;
      bottom[j] = m1 - m2 + m3;
    }
    vf32 y0 = top[0] + top[1] + top[2], y1 = top[1] - top[2] + top[3];
    vf32 y2 = bottom[0] + bottom[1] + bottom[2], y3 = bottom[1] - bottom[2] + bottom[3];
    pixels[0] = y0;
    pixels[1] = y1;
    pixels[winograd_pixels] = y2;
    pixels[winograd_pixels + 1] = y3;
    check += (y0 * 0 + y1 * 0) + (y2 * 0 + y3 * 0);
  }
  return check;
}

/// G g Gᵀ for ADJ_LANES32 kernels, element i of which is taps[i].
ADJ_INLINE void ADJ_NAME(transform_kernel)(const vf32 taps[9], vf32 out[16]) {
  vf32 rows[4][3];
#pragma clang loop unroll(full)
  for (size_t j = 0; j < 3; j++) {
    vf32 ends = (taps[j] + taps[6 + j]) * 0.5f, middle = taps[3 + j] * 0.5f;
    rows[0][j] = taps[j];
    rows[1][j] = ends + middle;
    rows[2][j] = ends - middle;
    rows[3][j] = taps[6 + j];
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 4; i++) {
    vf32 ends = (rows[i][0] + rows[i][2]) * 0.5f, middle = rows[i][1] * 0.5f;
    out[4 * i] = rows[i][0];
    out[4 * i + 1] = ends + middle;
    out[4 * i + 2] = ends - middle;
    out[4 * i + 3] = rows[i][2];
  }
}

/// Gᵀ u G.
ADJ_INLINE void ADJ_NAME(transform_kernel_cotangent)(const vf32 in[16], vf32 taps[9]) {
  vf32 rows[3][4];
#pragma clang loop unroll(full)
  for (size_t j = 0; j < 4; j++) {
    vf32 sum = (in[4 + j] + in[8 + j]) * 0.5f;
    rows[0][j] = in[j] + sum;
    rows[1][j] = (in[4 + j] - in[8 + j]) * 0.5f;
    rows[2][j] = sum + in[12 + j];
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 3; i++) {
    vf32 sum = (rows[i][1] + rows[i][2]) * 0.5f;
    taps[3 * i] = rows[i][0] + sum;
    taps[3 * i + 1] = (rows[i][1] - rows[i][2]) * 0.5f;
    taps[3 * i + 2] = sum + rows[i][3];
  }
}

/// The transforms of the kernels [rows, planes]: for each panel of rows, for each place, a row of the panel for each plane.
static void ADJ_NAME(transform_kernels)(size_t rows, size_t planes, const float *w, const adj_kernel_layout *layout,
                                        const adj_windows *windows, float *out) {
  for (size_t r = 0; r < rows; r += winograd_panel) {
    size_t width = ADJ_NAME(padded_float32)(ADJ_NAME(smaller)(winograd_panel, rows - r));
    for (size_t c = 0; c < planes; c++) {
      for (size_t i = 0; i < width; i += ADJ_LANES32) {
        float taps[9][ADJ_LANES32];
        for (size_t l = 0; l < ADJ_LANES32; l++) {
          const float *from = w + (r + i + l) * layout->row + c * layout->plane;
          for (size_t t = 0; t < 9; t++) {
            size_t y = windows->y.step < 0 ? 2 - t / 3 : t / 3, x = windows->x.step < 0 ? 2 - t % 3 : t % 3;
            taps[t][l] = r + i + l < rows ? from[3 * y + x] : 0;
          }
        }
        vf32 vectors[9], places[16];
        memcpy(vectors, taps, sizeof taps);
        ADJ_NAME(transform_kernel)(vectors, places);
        for (size_t p = 0; p < 16; p++) ADJ_NAME(store_float32)(out + (p * planes + c) * width + i, places[p]);
      }
    }
    out += 16 * planes * width;
  }
}

// MARK: The kernel times the windows

/// Tiles multiplied at a time, for sources of so many planes.
ADJ_INLINE size_t adj_winograd_block(size_t planes) {
  size_t tiles = winograd_tiles * winograd_planes / (planes > winograd_planes ? planes : winograd_planes);
  return tiles > winograd_strip ? tiles : winograd_strip;
}

/// The transforms of a block of strips of the source, for planes [first, first + count) from the first of the windows on.
static void ADJ_NAME(transform_strips)(const float *x, const adj_windows *windows, size_t first, size_t count,
                                       const adj_strip *strips, size_t listed, const adj_places *places, vf32 *pixels) {
  ptrdiff_t y = windows->y.offset - (windows->y.step < 0 ? 2 : 0), column = windows->x.offset - (windows->x.step < 0 ? 2 : 0);
  for (size_t c = 0; c < count; c += ADJ_LANES32) {
    float *out = places->data + c;
    for (const adj_strip *strip = strips; strip < strips + listed; strip++) {
      const adj_planes planes = {
        .first = x + windows->start + strip->image * windows->image + (first + c) * windows->height * windows->width,
        .end = x + windows->size,
        .height = windows->height,
        .width = windows->width,
        .count = ADJ_NAME(smaller)(ADJ_LANES32, count - c),
      };
      ADJ_NAME(load_pixels)(&planes, y + (ptrdiff_t)(2 * strip->y), column + (ptrdiff_t)(2 * strip->x), 4, 2 * strip->count + 2,
                            pixels);
      ADJ_NAME(transform_source)(pixels, strip->count, out, places);
      out += strip->count * places->tile;
    }
  }
}

/// The results of a strip, by the sum of products.
static __attribute__((noinline)) void ADJ_NAME(strip_again)(size_t rows, size_t planes, const float *w,
                                                            const adj_kernel_layout *kernel, const float *x, adj_windows windows,
                                                            const adj_strip *strip, float *out, adj_result_layout layout) {
  windows.start += strip->image * windows.image;
  windows.y.offset += (ptrdiff_t)(2 * strip->y);
  windows.x.offset += (ptrdiff_t)(2 * strip->x);
  layout.start += strip->image * layout.image + 2 * strip->y * layout.y_step + 2 * strip->x;
  windows.rows = ADJ_NAME(smaller)(2, windows.rows - 2 * strip->y);
  windows.columns = ADJ_NAME(smaller)(2 * strip->count, windows.columns - 2 * strip->x);
  ADJ_NAME(window_product_on_stack_float32)(rows, planes, w, kernel, x, &windows, 0, windows.rows * windows.columns, out, &layout);
}

/// As windows_times_kernel, for windows of 3 × 3 at stride 1. False where there is no memory for it.
static bool ADJ_NAME(winograd)(size_t rows, size_t planes, const float *w, const adj_kernel_layout *kernel, const float *x,
                               const adj_windows *windows, size_t begin, size_t end, float *out,
                               const adj_result_layout *layout) {
  const adj_tiles tiles = adj_tiles_of(windows->rows, windows->columns);
  const size_t block = adj_winograd_block(planes), depth = ADJ_NAME(chunk_length)(planes);
  adj_places source = ADJ_NAME(places)(NULL, block, ADJ_NAME(padded_float32)(planes) + 16);
  adj_places result = ADJ_NAME(places)(NULL, block, winograd_panel);
  const size_t kernels = 16 * planes * ADJ_NAME(padded_float32)(rows);
  size_t capacity = 0, pixel_floats = 4 * winograd_pixels * ADJ_LANES32;
  vf32 *pixels = adj_pool_allocate((pixel_floats + kernels + 16 * (source.place + result.place)) * sizeof(float), &capacity);
  if (!pixels) return false;
  float *u = (float *)pixels + pixel_floats;
  source.data = u + kernels;
  result.data = source.data + 16 * source.place;
  ADJ_NAME(transform_kernels)(rows, planes, w, kernel, windows, u);

  adj_strip strips[winograd_tiles], next = {.image = begin};
  for (size_t listed, count; (count = adj_list_strips(&tiles, end, block, &next, strips, &listed)) > 0;) {
    bool again[winograd_tiles] = {false};
    ADJ_NAME(transform_strips)(x, windows, 0, planes, strips, listed, &source, pixels);
    const float *panel = u;
    for (size_t r = 0; r < rows; r += winograd_panel) {
      size_t some = ADJ_NAME(smaller)(winograd_panel, rows - r), width = ADJ_NAME(padded_float32)(some);
      for (size_t p = 0; p < 16; p++)
        for (size_t c = 0; c < planes; c += depth)
          ADJ_NAME(panel_float32)(count, width, ADJ_NAME(smaller)(depth, planes - c), source.data + p * source.place + c,
                                  (ptrdiff_t)source.tile, 1, panel + (p * planes + c) * width, (ptrdiff_t)width,
                                  result.data + p * result.place, winograd_panel, c > 0);
      panel += 16 * planes * width;
      for (size_t i = 0; i < some; i += ADJ_LANES32) {
        const float *from = result.data + i;
        for (size_t s = 0; s < listed; from += strips[s++].count * result.tile) {
          vf32 check = ADJ_NAME(transform_result)(from, &result, strips[s].count, pixels);
          for (size_t l = 0; l < ADJ_LANES32; l++) again[s] |= check[l] != check[l];
          size_t y = 2 * strips[s].y, column = 2 * strips[s].x;
          float *to = out + layout->start + strips[s].image * layout->image + (r + i) * layout->plane + y * layout->y_step + column;
          for (size_t q = 0; q < ADJ_NAME(smaller)(2, tiles.height - y); q++)
            ADJ_NAME(store_pixels)(pixels + q * winograd_pixels,
                                   ADJ_NAME(smaller)(2 * strips[s].count, tiles.width - column),
                                   ADJ_NAME(smaller)(ADJ_LANES32, some - i), to + q * layout->y_step, layout->plane);
        }
      }
    }
    for (size_t s = 0; s < listed; s++)
      if (again[s]) ADJ_NAME(strip_again)(rows, planes, w, kernel, x, *windows, &strips[s], out, *layout);
  }
  adj_pool_free(pixels, capacity);
  return true;
}

// MARK: The gradient of the kernel

/// As gradient_product, for windows of 3 × 3 at stride 1. False where there is no memory for it.
static bool ADJ_NAME(winograd_gradient)(size_t begin, size_t end, size_t columns, size_t batch, const float *x,
                                        const adj_windows *windows, const float *g, size_t g_image, float *dw, size_t dw_row) {
  const adj_tiles tiles = adj_tiles_of(windows->rows, windows->columns);
  const size_t positions = adj_window_positions(windows), row = ADJ_NAME(padded_float32)(columns);
  adj_places source = ADJ_NAME(places)(NULL, winograd_tiles, winograd_planes + 16);
  adj_places cotangent = ADJ_NAME(places)(NULL, winograd_tiles, winograd_panel);
  const size_t place = winograd_planes * row;
  size_t capacity = 0, pixel_floats = 4 * winograd_pixels * ADJ_LANES32;
  vf32 *pixels = adj_pool_allocate((pixel_floats + 16 * (place + source.place + cotangent.place)) * sizeof(float), &capacity);
  if (!pixels) return false;
  float *sums = (float *)pixels + pixel_floats;
  source.data = sums + 16 * place;
  cotangent.data = source.data + 16 * source.place;

  for (size_t first = begin / 9; first * 9 < end; first += winograd_planes) {
    const size_t planes = ADJ_NAME(smaller)(winograd_planes, (end + 8) / 9 - first);
    adj_strip strips[winograd_tiles], next = {0};
    bool add = false;
    for (size_t listed, count; (count = adj_list_strips(&tiles, batch, winograd_tiles, &next, strips, &listed)) > 0; add = true) {
      ADJ_NAME(transform_strips)(x, windows, first, planes, strips, listed, &source, pixels);
      for (size_t j = 0; j < columns; j += winograd_panel) {
        size_t some = ADJ_NAME(smaller)(winograd_panel, columns - j), width = ADJ_NAME(padded_float32)(some);
        cotangent.tile = width;
        for (size_t i = 0; i < some; i += ADJ_LANES32) {
          float *to = cotangent.data + i;
          for (const adj_strip *s = strips; s < strips + listed; to += s++->count * width) {
            adj_planes all = {
              .first = g + s->image * g_image + (j + i) * positions,
              .end = g + (batch - 1) * g_image + columns * positions,
              .height = windows->rows,
              .width = windows->columns,
              .count = ADJ_NAME(smaller)(ADJ_LANES32, some - i),
            };
            ADJ_NAME(load_pixels)(&all, (ptrdiff_t)(2 * s->y), (ptrdiff_t)(2 * s->x), 2, 2 * s->count, pixels);
            ADJ_NAME(transform_cotangent)(pixels, s->count, to, &cotangent);
          }
        }
        for (size_t p = 0; p < 16; p++)
          ADJ_NAME(panel_float32)(planes, width, count, source.data + p * source.place, 1, (ptrdiff_t)source.tile,
                                  cotangent.data + p * cotangent.place, (ptrdiff_t)width, sums + p * place + j, (ptrdiff_t)row,
                                  add);
      }
    }
    for (size_t c = 0; c < planes; c++) {
      size_t from = 9 * (first + c) > begin ? 9 * (first + c) : begin, to = ADJ_NAME(smaller)(end, 9 * (first + c) + 9);
      vf32 check = {0};
      for (size_t j = 0; j < columns; j += ADJ_LANES32) {
        vf32 in[16], taps[9];
        for (size_t p = 0; p < 16; p++) in[p] = ADJ_NAME(load_float32)(sums + p * place + c * row + j);
        ADJ_NAME(transform_kernel_cotangent)(in, taps);
        for (size_t t = 0; t < 9; t++) check += taps[t] * 0;
        for (size_t l = 0; l < ADJ_NAME(smaller)(ADJ_LANES32, columns - j); l++)
          for (size_t i = from; i < to; i++) dw[(j + l) * dw_row + i] = taps[i % 9][l];
      }
      bool again = false;
      for (size_t l = 0; l < ADJ_LANES32; l++) again |= check[l] != check[l];
      if (again) ADJ_NAME(gradient_product_on_stack_float32)(from, to, columns, batch, x, windows, g, g_image, dw, dw_row);
    }
  }
  adj_pool_free(pixels, capacity);
  return true;
}
