// Convolutions for one type of element: see convolution.h, which includes this once for each type.

#define ADJ_TYPED(name) ADJ_NAME(ADJ_JOIN(name, ADJ_SUFFIX))
#define ADJ_TILE_COLUMNS (ADJ_TILE_VECTORS * ADJ_LANES)
// A panel of the greatest depth, and a vector that may be written beyond its end.
#define ADJ_PANEL (ADJ_CHUNK * ADJ_TILE_COLUMNS + ADJ_LANES)

// MARK: Packing

/// Writes what the positions of a run see, one by one.
static __attribute__((noinline)) void ADJ_TYPED(pack_elements)(const ADJ_ELEMENT *x, const adj_windows *windows,
                                                               const adj_run *run, ptrdiff_t tap_x, ADJ_ELEMENT *out) {
  ptrdiff_t stride = (ptrdiff_t)windows->x.stride, column = run->x + tap_x, inside = (ptrdiff_t)windows->width - column;
  size_t end = inside <= 0 ? 0 : ADJ_NAME(smaller)((size_t)((inside - 1) / stride + 1), run->count);
  size_t start = column >= 0 ? 0 : ADJ_NAME(smaller)((size_t)((stride - 1 - column) / stride), end);
  const ptrdiff_t at = run->at + tap_x;
  for (size_t j = 0; j < start; j++) out[j] = 0;
  for (size_t j = start; j < end; j++) out[j] = x[at + (ptrdiff_t)j * stride];
  for (size_t j = end; j < run->count; j++) out[j] = 0;
}

/// Rows [first, first + rows) of the matrix of windows, at `count` positions from `begin` on; each row padded with zeros to whole
/// vectors. A vector beyond the end of each row is overwritten too.
static void ADJ_TYPED(pack_windows)(const ADJ_ELEMENT *x, const adj_windows *windows, size_t first, size_t rows, size_t begin,
                                    size_t count, ADJ_ELEMENT *out, size_t out_row) {
  adj_run runs[ADJ_CHUNK];
  size_t listed = adj_list_runs(windows, begin, count, runs);
  adj_tap_counter tap = adj_tap(windows, first);
  const ptrdiff_t width = (ptrdiff_t)windows->width;
  for (size_t k = 0; k < rows; k++, out += out_row, adj_next_tap(windows, &tap)) {
    if (k == 0 || tap.x == 0) adj_place_runs(windows, tap.plane, tap.y, ADJ_LANES, runs, listed);
    const ptrdiff_t tap_x = (ptrdiff_t)tap.x * windows->x.step;
    ADJ_ELEMENT *to = out;
    for (const adj_run *run = runs; run < runs + listed; to += run->count, run++) {
      const ptrdiff_t here = (ptrdiff_t)run->count, column = run->x + tap_x;
      if (!run->inside) {
        for (ptrdiff_t j = 0; j < here; j += ADJ_LANES) ADJ_TYPED(store)(to + j, (ADJ_VECTOR){0});
        continue;
      }
      if (!run->whole) {
        ADJ_TYPED(pack_elements)(x, windows, run, tap_x, to);
        continue;
      }
      const ADJ_ELEMENT *from = x + run->at + tap_x;
      for (ptrdiff_t j = 0; j < here; j += ADJ_LANES) ADJ_TYPED(store)(to + j, ADJ_TYPED(load)(from + j));
      for (ptrdiff_t j = 0; j < -column && j < here; j++) to[j] = 0;
      for (ptrdiff_t j = here - 1; j >= 0 && j >= width - column; j--) to[j] = 0;
    }
    if (count % ADJ_LANES != 0) ADJ_TYPED(store)(to, (ADJ_VECTOR){0});
  }
}

/// Rows of the kernel, and of each the elements [first, first + depth) in the order of planes and taps.
static void ADJ_TYPED(pack_kernel)(const ADJ_ELEMENT *w, const adj_kernel_layout *layout, const adj_windows *windows, size_t rows,
                                   size_t first, size_t depth, ADJ_ELEMENT *out) {
  adj_tap_counter start = adj_tap(windows, first);
  const adj_taps *y = &windows->y, *x = &windows->x;
  if (y->count == layout->height && x->count == layout->width && layout->plane == layout->height * layout->width) {
    ADJ_TYPED(pack)(rows, depth, w + first, (ptrdiff_t)layout->row, 1, out, ADJ_PACKED_ROW);
    return;
  }
  for (size_t i = 0; i < rows; i++, w += layout->row, out += ADJ_PACKED_ROW) {
    adj_tap_counter tap = start;
    for (size_t k = 0; k < depth;) {
      const ADJ_ELEMENT *from = w + tap.plane * layout->plane + (y->first + tap.y * y->spacing) * layout->width + x->first;
      for (; tap.x < x->count && k < depth; tap.x++, k++) out[k] = from[tap.x * x->spacing];
      tap.x = 0;
      if (++tap.y < y->count) continue;
      tap.y = 0;
      tap.plane++;
    }
  }
}

// MARK: Products

/// Writes, or adds, rows of a packed tile to the places of their positions in the result.
static void ADJ_TYPED(scatter)(const ADJ_ELEMENT *tile, size_t rows, const adj_windows *windows, size_t begin, size_t count,
                               ADJ_ELEMENT *out, const adj_result_layout *layout, bool add) {
  size_t x = begin % windows->columns, row = begin / windows->columns;
  for (size_t done = 0; done < count; row++, x = 0) {
    size_t here = ADJ_NAME(smaller)(windows->columns - x, count - done), step = layout->x_step;
    ADJ_ELEMENT *to = out + layout->start + row / windows->rows * layout->image + row % windows->rows * layout->y_step + x * step;
    const ADJ_ELEMENT *from = tile + done;
    for (size_t i = 0; i < rows; i++, from += ADJ_TILE_COLUMNS, to += layout->plane) {
      if (add) for (size_t j = 0; j < here; j++) to[j * step] += from[j];
      else for (size_t j = 0; j < here; j++) to[j * step] = from[j];
    }
    done += here;
  }
}

/// A chunk's sums for packed rows of the kernel and a panel of positions.
static void ADJ_TYPED(window_panel)(size_t rows, size_t depth, const ADJ_ELEMENT *kernel, const ADJ_ELEMENT *panel,
                                    const adj_windows *windows, size_t begin, size_t count, ADJ_ELEMENT *out,
                                    const adj_result_layout *layout, bool add) {
  size_t positions = adj_window_positions(windows), image = begin / positions, width = ADJ_TYPED(padded)(count);
  if (layout->x_step == 1 && layout->y_step == windows->columns && (begin + count - 1) / positions == image) {
    ADJ_TYPED(panel)(rows, count, depth, kernel, ADJ_PACKED_ROW, 1, panel, (ptrdiff_t)width,
                     out + layout->start + image * layout->image + begin % positions, (ptrdiff_t)layout->plane, add);
    return;
  }
  ADJ_ELEMENT tile[ADJ_BLOCK_ROWS * ADJ_TILE_COLUMNS];
  for (size_t i = 0; i < rows; i += ADJ_BLOCK_ROWS) {
    size_t some = ADJ_NAME(smaller)(ADJ_BLOCK_ROWS, rows - i);
    ADJ_TYPED(panel)(some, width, depth, kernel + i * ADJ_PACKED_ROW, ADJ_PACKED_ROW, 1, panel, (ptrdiff_t)width, tile,
                     ADJ_TILE_COLUMNS, false);
    ADJ_TYPED(scatter)(tile, some, windows, begin, count, out + i * layout->plane, layout, add);
  }
}

/// The product of `rows` rows of the kernel and the windows at positions [begin, end). There are `planes` of the source.
/// `panel` has room for ADJ_PANEL elements and `packed` for `block` rows of ADJ_PACKED_ROW.
static void ADJ_TYPED(window_product)(size_t rows, size_t planes, const ADJ_ELEMENT *w, const adj_kernel_layout *kernel,
                                      const ADJ_ELEMENT *x, const adj_windows *windows, size_t begin, size_t end,
                                      ADJ_ELEMENT *out, const adj_result_layout *layout, ADJ_ELEMENT *panel,
                                      ADJ_ELEMENT *packed, size_t block) {
  size_t k = planes * adj_window_taps(windows), chunk = ADJ_NAME(chunk_length)(k);
  for (size_t j = begin; j < end; j += ADJ_CONVOLUTION_POSITIONS) {
    size_t block_end = ADJ_NAME(smaller)(end, j + ADJ_CONVOLUTION_POSITIONS);
    for (size_t p = 0; p < k; p += chunk) {
      size_t depth = ADJ_NAME(smaller)(chunk, k - p);
      for (size_t i = 0; i < rows; i += block) {
        size_t block_rows = ADJ_NAME(smaller)(block, rows - i);
        ADJ_TYPED(pack_kernel)(w + i * kernel->row, kernel, windows, block_rows, p, depth, packed);
        for (size_t t = j; t < block_end; t += ADJ_TILE_COLUMNS) {
          size_t count = ADJ_NAME(smaller)(ADJ_TILE_COLUMNS, block_end - t);
          ADJ_TYPED(pack_windows)(x, windows, p, depth, t, count, panel, ADJ_TYPED(padded)(count));
          ADJ_TYPED(window_panel)(block_rows, depth, packed, panel, windows, t, count, out + i * layout->plane, layout, p > 0);
        }
      }
    }
  }
}

/// The same with what little fits on the stack.
static __attribute__((noinline)) void ADJ_TYPED(window_product_on_stack)(
  size_t rows, size_t planes, const ADJ_ELEMENT *w, const adj_kernel_layout *kernel, const ADJ_ELEMENT *x,
  const adj_windows *windows, size_t begin, size_t end, ADJ_ELEMENT *out, const adj_result_layout *layout) {
  ADJ_ELEMENT panel[ADJ_PANEL], packed[ADJ_TILE_ROWS * ADJ_PACKED_ROW];
  ADJ_TYPED(window_product)(rows, planes, w, kernel, x, windows, begin, end, out, layout, panel, packed, ADJ_TILE_ROWS);
}

/// The parts of a buffer: a panel, and what follows it.
ADJ_INLINE ADJ_ELEMENT *ADJ_TYPED(panel_of)(void *buffer) { return (ADJ_ELEMENT *)(((uintptr_t)buffer + 63) & ~(uintptr_t)63); }

_Static_assert((ADJ_PANEL + ADJ_CONVOLUTION_ROWS(ADJ_ELEMENT) * ADJ_PACKED_ROW) * sizeof(ADJ_ELEMENT) + 64 <= ADJ_BUFFER_BYTES,
               "a panel and a block of the kernel fit in a buffer");

// MARK: Depthwise

static void ADJ_TYPED(pad_rows)(const ADJ_ELEMENT *plane, const adj_windows *windows, const adj_padded_rows *padded,
                                ADJ_ELEMENT *out) {
  ptrdiff_t stride = (ptrdiff_t)windows->x.stride, width = (ptrdiff_t)windows->width;
  for (size_t r = 0; r < padded->rows; r++) {
    ptrdiff_t y = padded->first_y + (ptrdiff_t)r;
    for (ptrdiff_t class = 0; class < stride; class++, out += padded->class_width) {
      ptrdiff_t x = padded->first_x + class;
      size_t end = x >= width ? 0 : ADJ_NAME(smaller)((size_t)((width - x - 1) / stride + 1), padded->class_width);
      size_t start = x >= 0 ? 0 : ADJ_NAME(smaller)((size_t)((stride - 1 - x) / stride), end);
      if (y < 0 || y >= (ptrdiff_t)windows->height) start = end = 0;
      const ptrdiff_t at = y * width + x;
      memset(out, 0, start * sizeof *out);
      if (stride == 1) memcpy(out + start, plane + (end > start ? at + (ptrdiff_t)start : 0), (end - start) * sizeof *out);
      else for (size_t j = start; j < end; j++) out[j] = plane[at + (ptrdiff_t)j * stride];
      memset(out + end, 0, (padded->class_width - end) * sizeof *out);
    }
  }
}

/// `vectors` results side by side: `taps` elements of the kernel, each times what lies `offsets` behind x.
ADJ_INLINE void ADJ_TYPED(depthwise_vectors)(const int vectors, size_t taps, const ADJ_ELEMENT *w, const size_t *offsets,
                                             const ADJ_ELEMENT *x, ADJ_ELEMENT *out) {
  ADJ_VECTOR sum[4];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) sum[v] = (ADJ_VECTOR){0};
  for (size_t t = 0; t < taps; t++) {
    const ADJ_ELEMENT *from = x + offsets[t];
    ADJ_VECTOR factor = ADJ_TYPED(splat)(w[t]);
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sum[v] = ADJ_MADD(factor, ADJ_TYPED(load)(from + v * ADJ_LANES), sum[v]);
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) ADJ_TYPED(store)(out + v * ADJ_LANES, sum[v]);
}

/// A row of windows, in the order of summation of the products.
static void ADJ_TYPED(depthwise_row)(size_t count, size_t taps, const ADJ_ELEMENT *w, const size_t *offsets,
                                     const ADJ_ELEMENT *x, ADJ_ELEMENT *out, size_t step) {
  ADJ_ELEMENT piece[4 * ADJ_LANES];
  for (size_t j = 0; j < count; j += 4 * ADJ_LANES) {
    size_t here = ADJ_NAME(smaller)(4 * ADJ_LANES, count - j);
    ADJ_ELEMENT *to = here == 4 * ADJ_LANES && step == 1 ? out + j : piece;
    switch ((here + ADJ_LANES - 1) / ADJ_LANES) {
      case 1: ADJ_TYPED(depthwise_vectors)(1, taps, w, offsets, x + j, to); break;
      case 2: ADJ_TYPED(depthwise_vectors)(2, taps, w, offsets, x + j, to); break;
      case 3: ADJ_TYPED(depthwise_vectors)(3, taps, w, offsets, x + j, to); break;
      default: ADJ_TYPED(depthwise_vectors)(4, taps, w, offsets, x + j, to);
    }
    if (to != piece) continue;
    if (step == 1) memcpy(out + j, piece, here * sizeof *out);
    else for (size_t l = 0; l < here; l++) out[(j + l) * step] = piece[l];
  }
}

/// How many rows of windows have what they see in a buffer, 0 if not one has, and where there the taps of a window lie.
static size_t ADJ_TYPED(depthwise_band)(const adj_windows *windows, size_t offsets[ADJ_CHUNK]) {
  size_t room = (ADJ_BUFFER_BYTES - 64) / sizeof(ADJ_ELEMENT), stride = windows->x.stride;
  adj_padded_rows padded = adj_rows_of_windows(windows, 0, 1, ADJ_DEPTHWISE_MARGIN);
  if (padded.class_width > room / stride || padded.rows > room / padded.pitch) return 0;
  ptrdiff_t low_y = padded.first_y - windows->y.offset, low_x = padded.first_x - windows->x.offset;
  for (size_t t = 0; t < adj_window_taps(windows); t++) {
    size_t row = (size_t)((ptrdiff_t)(t / windows->x.count) * windows->y.step - low_y);
    size_t column = (size_t)((ptrdiff_t)(t % windows->x.count) * windows->x.step - low_x);
    offsets[t] = row * padded.pitch + column % stride * padded.class_width + column / stride;
  }
  return ADJ_NAME(smaller)((room / padded.pitch - padded.rows) / windows->y.stride + 1, windows->rows);
}

/// Windows on one plane of each of the images [begin, end): each result is a sum of as many products as there are taps.
/// False, and nothing done, where the rows that a row of windows sees do not fit in a buffer.
static bool ADJ_TYPED(depthwise)(size_t rows, const ADJ_ELEMENT *w, const adj_kernel_layout *kernel, const ADJ_ELEMENT *x,
                                 const adj_windows *windows, size_t begin, size_t end, ADJ_ELEMENT *out,
                                 const adj_result_layout *layout, ADJ_ELEMENT *scratch) {
  size_t offsets[ADJ_CHUNK], taps = adj_window_taps(windows), band = ADJ_TYPED(depthwise_band)(windows, offsets);
  if (band == 0) return false;
  for (size_t image = begin; image < end; image++) {
    for (size_t y = 0; y < windows->rows; y += band) {
      size_t count = ADJ_NAME(smaller)(band, windows->rows - y);
      adj_padded_rows padded = adj_rows_of_windows(windows, y, count, ADJ_DEPTHWISE_MARGIN);
      ADJ_TYPED(pad_rows)(x + windows->start + image * windows->image, windows, &padded, scratch);
      for (size_t i = 0; i < rows; i++) {
        ADJ_ELEMENT factors[ADJ_CHUNK];
        for (size_t t = 0; t < taps; t++)
          factors[t] = w[i * kernel->row + (windows->y.first + t / windows->x.count * windows->y.spacing) * kernel->width +
                         windows->x.first + t % windows->x.count * windows->x.spacing];
        for (size_t r = 0; r < count; r++)
          ADJ_TYPED(depthwise_row)(windows->columns, taps, factors, offsets, scratch + r * windows->y.stride * padded.pitch,
                                   out + layout->start + image * layout->image + i * layout->plane + (y + r) * layout->y_step,
                                   layout->x_step);
      }
    }
  }
  return true;
}

/// The kernel times the windows of images [begin, end).
static void ADJ_TYPED(windows_times_kernel)(size_t rows, size_t planes, const ADJ_ELEMENT *w, const adj_kernel_layout *kernel,
                                            const ADJ_ELEMENT *x, const adj_windows *windows, size_t begin, size_t end,
                                            ADJ_ELEMENT *out, const adj_result_layout *layout) {
  size_t positions = adj_window_positions(windows);
  if (begin >= end || rows == 0 || positions == 0) return;
  if (adj_windows_are_planes(windows) && layout->x_step == 1 && layout->y_step == windows->columns) {
    for (size_t image = begin; image < end; image++)
      ADJ_TYPED(matmul)(rows, positions, planes, w, (ptrdiff_t)kernel->row, (ptrdiff_t)kernel->plane,
                        x + windows->start + image * windows->image, (ptrdiff_t)positions, 1,
                        out + layout->start + image * layout->image, (ptrdiff_t)layout->plane, false, NULL);
    return;
  }
#ifdef ADJ_WINOGRAD
  if (layout->x_step == 1 && adj_winograd_pays(windows, planes, rows) &&
      ADJ_NAME(winograd)(rows, planes, w, kernel, x, windows, begin, end, out, layout))
    return;
#endif
  void *buffer = ADJ_NAME(take_buffer)();
  if (!buffer) {
    ADJ_TYPED(window_product_on_stack)(rows, planes, w, kernel, x, windows, begin * positions, end * positions, out, layout);
    return;
  }
  ADJ_ELEMENT *panel = ADJ_TYPED(panel_of)(buffer);
  bool few = planes == 1 && rows <= ADJ_DEPTHWISE_ROWS && adj_window_taps(windows) <= ADJ_CHUNK;
  if (!few || !ADJ_TYPED(depthwise)(rows, w, kernel, x, windows, begin, end, out, layout, panel))
    ADJ_TYPED(window_product)(rows, planes, w, kernel, x, windows, begin * positions, end * positions, out, layout, panel,
                              panel + ADJ_PANEL, ADJ_CONVOLUTION_ROWS(ADJ_ELEMENT));
  ADJ_NAME(give_buffer)(buffer);
}

// MARK: The three

/// The windows of a group of x at every position of y.
ADJ_INLINE adj_windows ADJ_TYPED(forward_windows)(const adj_convolution_shape *s, size_t group) {
  return (adj_windows){
    .y = adj_forward_taps(s->kernel_height, s->stride_y, s->dilation_y, s->top),
    .x = adj_forward_taps(s->kernel_width, s->stride_x, s->dilation_x, s->left),
    .height = s->height,
    .width = s->width,
    .start = group * (s->channels / s->groups) * s->height * s->width,
    .image = s->channels * s->height * s->width,
    .size = s->batch * s->channels * s->height * s->width,
    .rows = s->out_height,
    .columns = s->out_width,
  };
}

static void ADJ_TYPED(convolution)(const adj_convolution_shape *s, size_t begin, size_t end, const ADJ_ELEMENT *x,
                                   const ADJ_ELEMENT *w, ADJ_ELEMENT *y) {
  size_t planes = s->channels / s->groups, rows = s->out_channels / s->groups, positions = s->out_height * s->out_width;
  size_t taps = s->kernel_height * s->kernel_width;
  if (planes * taps == 0) {
    memset(y + begin * s->out_channels * positions, 0, (end - begin) * s->out_channels * positions * sizeof *y);
    return;
  }
  adj_kernel_layout kernel = {.row = planes * taps, .plane = taps, .height = s->kernel_height, .width = s->kernel_width};
  for (size_t group = 0; group < s->groups; group++) {
    adj_windows windows = ADJ_TYPED(forward_windows)(s, group);
    adj_result_layout result = {
      .start = group * rows * positions,
      .image = s->out_channels * positions,
      .plane = positions,
      .y_step = s->out_width,
      .x_step = 1,
    };
    ADJ_TYPED(windows_times_kernel)(rows, planes, w + group * rows * planes * taps, &kernel, x, &windows, begin, end, y,
                                    &result);
  }
}

/// Where the stride is more than 1, elements of dx fall into classes: those that lie a multiple of the stride apart see the
/// same taps. Each class is a product of its own.
static void ADJ_TYPED(input_gradient)(const adj_convolution_shape *s, size_t begin, size_t end, const ADJ_ELEMENT *g,
                                      const ADJ_ELEMENT *w, ADJ_ELEMENT *dx) {
  size_t planes = s->out_channels / s->groups, rows = s->channels / s->groups, plane = s->height * s->width;
  size_t taps = s->kernel_height * s->kernel_width, g_plane = s->out_height * s->out_width;
  if (s->stride_y > 1 || s->stride_x > 1 || planes * taps * g_plane == 0)
    memset(dx + begin * s->channels * plane, 0, (end - begin) * s->channels * plane * sizeof *dx);
  if (g_plane == 0) return;
  adj_kernel_layout kernel = {.row = taps, .plane = rows * taps, .height = s->kernel_height, .width = s->kernel_width};
  for (size_t phase_y = 0; phase_y < ADJ_NAME(smaller)(s->stride_y, s->height); phase_y++) {
    adj_taps y = adj_transposed_taps(s->kernel_height, s->stride_y, s->dilation_y, s->top, phase_y);
    for (size_t phase_x = 0; phase_x < ADJ_NAME(smaller)(s->stride_x, s->width); phase_x++) {
      adj_windows windows = {
        .y = y,
        .x = adj_transposed_taps(s->kernel_width, s->stride_x, s->dilation_x, s->left, phase_x),
        .height = s->out_height,
        .width = s->out_width,
        .image = s->out_channels * g_plane,
        .size = s->batch * s->out_channels * g_plane,
        .rows = (s->height - phase_y - 1) / s->stride_y + 1,
        .columns = (s->width - phase_x - 1) / s->stride_x + 1,
      };
      if (planes * adj_window_taps(&windows) == 0) continue;
      for (size_t group = 0; group < s->groups; group++) {
        windows.start = group * planes * g_plane;
        adj_result_layout result = {
          .start = group * rows * plane + phase_y * s->width + phase_x,
          .image = s->channels * plane,
          .plane = plane,
          .y_step = s->stride_y * s->width,
          .x_step = s->stride_x,
        };
        ADJ_TYPED(windows_times_kernel)(rows, planes, w + group * planes * rows * taps, &kernel, g, &windows, begin, end,
                                        dx, &result);
      }
    }
  }
}

/// For each of the taps [begin, end), adds to its sums the products of a row of g and of what lies offsets behind x, in lanes side
/// by side: as many with any vectors.
static void ADJ_TYPED(add_products)(size_t begin, size_t end, size_t count, const ADJ_ELEMENT *g, const size_t *offsets,
                                    const ADJ_ELEMENT *x, ADJ_VECTOR (*sums)[ADJ_DEPTHWISE_LANES / ADJ_LANES]) {
  enum { vectors = ADJ_DEPTHWISE_LANES / ADJ_LANES };
  size_t part = count % ADJ_DEPTHWISE_LANES, whole = count - part;
  ADJ_ELEMENT rest[ADJ_DEPTHWISE_LANES] = {0};
  memcpy(rest, g + whole, part * sizeof *g);
  // What lies beyond the row of windows may be infinite.
  ADJ_VECTOR mask[vectors];
  memset(mask, 0, sizeof mask);
  memset(mask, -1, part * sizeof *g);
  for (size_t t = begin; t < end; t++) {
    const ADJ_ELEMENT *from = x + offsets[t];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) {
      ADJ_VECTOR sum = sums[t][v];
      for (size_t j = v * ADJ_LANES; j < whole; j += ADJ_DEPTHWISE_LANES)
        sum = ADJ_MADD(ADJ_TYPED(load)(g + j), ADJ_TYPED(load)(from + j), sum);
      vu64 seen = (vu64)ADJ_TYPED(load)(from + whole + v * ADJ_LANES) & (vu64)mask[v];
      sums[t][v] = ADJ_MADD(ADJ_TYPED(load)(rest + v * ADJ_LANES), (ADJ_VECTOR)seen, sum);
    }
  }
}

/// The gradient of kernels of one plane: elements [begin, end) of the rows of dw, of which there are few.
/// False, and nothing done, where the rows that a row of windows sees do not fit in a buffer.
static bool ADJ_TYPED(depthwise_gradient)(size_t begin, size_t end, size_t columns, size_t batch, const ADJ_ELEMENT *x,
                                          const adj_windows *windows, const ADJ_ELEMENT *g, size_t g_image, ADJ_ELEMENT *dw,
                                          ADJ_ELEMENT *scratch) {
  size_t offsets[ADJ_CHUNK], taps = adj_window_taps(windows), band = ADJ_TYPED(depthwise_band)(windows, offsets);
  if (band == 0) return false;
  for (size_t i = 0; i < columns; i++) memset(dw + i * taps + begin, 0, (end - begin) * sizeof *dw);
  for (size_t image = 0; image < batch; image++) {
    for (size_t y = 0; y < windows->rows; y += band) {
      size_t count = ADJ_NAME(smaller)(band, windows->rows - y);
      adj_padded_rows padded = adj_rows_of_windows(windows, y, count, ADJ_DEPTHWISE_MARGIN);
      ADJ_TYPED(pad_rows)(x + windows->start + image * windows->image, windows, &padded, scratch);
      for (size_t i = 0; i < columns; i++) {
        const ADJ_ELEMENT *g_rows = g + image * g_image + (i * windows->rows + y) * windows->columns;
        ADJ_VECTOR sums[ADJ_CHUNK][ADJ_DEPTHWISE_LANES / ADJ_LANES];
        memset(sums, 0, end * sizeof *sums);
        for (size_t r = 0; r < count; r++)
          ADJ_TYPED(add_products)(begin, end, windows->columns, g_rows + r * windows->columns, offsets,
                                  scratch + r * windows->y.stride * padded.pitch, sums);
        for (size_t t = begin; t < end; t++) {
          ADJ_ELEMENT sum[ADJ_DEPTHWISE_LANES];
          memcpy(sum, sums[t], sizeof sum);
          for (size_t half = ADJ_DEPTHWISE_LANES / 2; half > 0; half /= 2)
            for (size_t l = 0; l < half; l++) sum[l] += sum[l + half];
          dw[i * taps + t] += sum[0];
        }
      }
    }
  }
  return true;
}

/// `depth` positions from `begin` on of planes [first, first + count) of g, one position in each row.
static void ADJ_TYPED(pack_gradient)(const ADJ_ELEMENT *g, size_t image, size_t positions, size_t first, size_t count,
                                     size_t begin, size_t depth, ADJ_ELEMENT *out) {
  size_t width = ADJ_TYPED(padded)(count);
  for (size_t done = 0; done < depth;) {
    size_t at = (begin + done) % positions, here = ADJ_NAME(smaller)(positions - at, depth - done);
    ADJ_TYPED(pack)(here, count, g + (begin + done) / positions * image + first * positions + at, 1, (ptrdiff_t)positions,
                    out + done * width, width);
    done += here;
  }
}

/// Elements [begin, end) of each of `columns` rows of dw, which are dw_row apart: the product of the windows and of g with its
/// positions as rows. `packed` has room for ADJ_BLOCK_ROWS rows, and `sums` for ADJ_CONVOLUTION_COLUMNS in each of them.
static void ADJ_TYPED(gradient_product)(size_t begin, size_t end, size_t columns, size_t batch, const ADJ_ELEMENT *x,
                                        const adj_windows *windows, const ADJ_ELEMENT *g, size_t g_image, ADJ_ELEMENT *dw,
                                        size_t dw_row, ADJ_ELEMENT *panel, ADJ_ELEMENT *packed, ADJ_ELEMENT *sums, size_t block,
                                        size_t block_columns) {
  size_t positions = adj_window_positions(windows), k = batch * positions, chunk = ADJ_NAME(chunk_length)(k);
  for (size_t r = begin; r < end; r += block) {
    size_t rows = ADJ_NAME(smaller)(block, end - r);
    for (size_t j = 0; j < columns; j += block_columns) {
      size_t some = ADJ_NAME(smaller)(block_columns, columns - j);
      for (size_t p = 0; p < k; p += chunk) {
        size_t depth = ADJ_NAME(smaller)(chunk, k - p);
        ADJ_TYPED(pack_windows)(x, windows, r, rows, p, depth, packed, ADJ_PACKED_ROW);
        for (size_t t = 0; t < some; t += ADJ_TILE_COLUMNS) {
          size_t count = ADJ_NAME(smaller)(ADJ_TILE_COLUMNS, some - t), width = ADJ_TYPED(padded)(count);
          ADJ_TYPED(pack_gradient)(g, g_image, positions, j + t, count, p, depth, panel);
          ADJ_TYPED(panel)(rows, width, depth, packed, ADJ_PACKED_ROW, 1, panel, (ptrdiff_t)width, sums + t,
                           (ptrdiff_t)block_columns, p > 0);
        }
      }
      for (size_t t = 0; t < some; t++)
        for (size_t i = 0; i < rows; i++) dw[(j + t) * dw_row + r + i] = sums[i * block_columns + t];
    }
  }
}

static __attribute__((noinline)) void ADJ_TYPED(gradient_product_on_stack)(size_t begin, size_t end, size_t columns, size_t batch,
                                                                           const ADJ_ELEMENT *x, const adj_windows *windows,
                                                                           const ADJ_ELEMENT *g, size_t g_image,
                                                                           ADJ_ELEMENT *dw, size_t dw_row) {
  ADJ_ELEMENT panel[ADJ_PANEL], packed[ADJ_TILE_ROWS * ADJ_PACKED_ROW], sums[ADJ_TILE_ROWS * ADJ_TILE_COLUMNS];
  ADJ_TYPED(gradient_product)(begin, end, columns, batch, x, windows, g, g_image, dw, dw_row, panel, packed, sums,
                              ADJ_TILE_ROWS, ADJ_TILE_COLUMNS);
}

_Static_assert((ADJ_PANEL + ADJ_BLOCK_ROWS * (ADJ_PACKED_ROW + ADJ_CONVOLUTION_COLUMNS)) * sizeof(ADJ_ELEMENT) + 64 <=
                 ADJ_BUFFER_BYTES,
               "a panel, a block of windows and their sums fit in a buffer");

static void ADJ_TYPED(weight_gradient)(const adj_convolution_shape *s, size_t begin, size_t end, const ADJ_ELEMENT *x,
                                       const ADJ_ELEMENT *g, ADJ_ELEMENT *dw) {
  size_t planes = s->channels / s->groups, columns = s->out_channels / s->groups, positions = s->out_height * s->out_width;
  size_t taps = s->kernel_height * s->kernel_width, row = planes * taps;
  if (begin >= end || columns == 0) return;
  void *buffer = s->batch * positions > 0 ? ADJ_NAME(take_buffer)() : NULL;
  for (size_t group = begin / row; group * row < end; group++) {
    size_t first = begin > group * row ? begin - group * row : 0, last = ADJ_NAME(smaller)(row, end - group * row);
    ADJ_ELEMENT *to = dw + group * columns * row;
    if (s->batch * positions == 0) {
      for (size_t j = 0; j < columns; j++) memset(to + j * row + first, 0, (last - first) * sizeof *to);
      continue;
    }
    adj_windows windows = ADJ_TYPED(forward_windows)(s, group);
    const ADJ_ELEMENT *from = g + group * columns * positions;
#ifdef ADJ_WINOGRAD
    if (adj_winograd_pays(&windows, planes, columns) &&
        ADJ_NAME(winograd_gradient)(first, last, columns, s->batch, x, &windows, from, s->out_channels * positions, to, row))
      continue;
#endif
    if (!buffer) {
      ADJ_TYPED(gradient_product_on_stack)(first, last, columns, s->batch, x, &windows, from, s->out_channels * positions, to,
                                           row);
      continue;
    }
    ADJ_ELEMENT *panel = ADJ_TYPED(panel_of)(buffer), *packed = panel + ADJ_PANEL;
    bool few = planes == 1 && columns <= ADJ_DEPTHWISE_ROWS && taps <= ADJ_CHUNK;
    if (few && ADJ_TYPED(depthwise_gradient)(first, last, columns, s->batch, x, &windows, from, s->out_channels * positions, to,
                                             panel))
      continue;
    ADJ_TYPED(gradient_product)(first, last, columns, s->batch, x, &windows, from, s->out_channels * positions, to, row, panel,
                                packed, packed + ADJ_BLOCK_ROWS * ADJ_PACKED_ROW, ADJ_BLOCK_ROWS, ADJ_CONVOLUTION_COLUMNS);
  }
  if (buffer) ADJ_NAME(give_buffer)(buffer);
}

#undef ADJ_TYPED
#undef ADJ_TILE_COLUMNS
#undef ADJ_PANEL
#undef ADJ_SUFFIX
#undef ADJ_ELEMENT
#undef ADJ_VECTOR
#undef ADJ_LANES
