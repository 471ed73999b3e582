// Runs the kernels on numbers drawn the same way everywhere and prints a hash of every result's bits, so that two machines
// can be compared: `run` compares this machine with NEON in an emulator. Floating-point sums and products combine as many
// elements at a time as a vector has, so their bits depend on the instruction set: they are compared with a plain loop here.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "AdjointKernels.h"

enum { COUNT = 10007, TYPES = AdjDTypeBfloat16 + 1, CASES = 4 };
static const size_t sizes[TYPES] = {4, 8, 4, 8, 1, 2, 2};

// MARK: Numbers

static uint64_t state;

/// splitmix64 (Steele, Lea and Flood, 2014).
static uint64_t draw_bits(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

static size_t below(size_t bound) { return (size_t)(draw_bits() % bound); }

/// Numbers of about 1, of many magnitudes, of all magnitudes, and special ones.
static double draw_number(int kind) {
  double u = (double)(draw_bits() >> 11) * 0x1p-52 - 1;
  uint64_t r = draw_bits();
  if (kind == 0) return 3 * u;
  if (kind == 1) return ldexp(u, (int)(r % 60) - 30);
  if (kind == 2) return ldexp(u, (int)(r % 260) - 130);
  return r % 7 == 0 ? NAN : r % 11 == 0 ? INFINITY : r % 13 == 0 ? -INFINITY : r % 5 == 0 ? 0.0 : r % 17 == 0 ? -0.0 : u;
}

static void draw(AdjDType type, void *out, size_t n, int kind) {
  for (size_t i = 0; i < n; i++) {
    double number = draw_number(kind);
    uint64_t bits = draw_bits();
    switch (type) {
      case AdjDTypeFloat32: ((float *)out)[i] = (float)number; break;
      case AdjDTypeFloat64: ((double *)out)[i] = number; break;
      case AdjDTypeInt32: ((int32_t *)out)[i] = (int32_t)(bits >> 32); break;
      case AdjDTypeInt64: ((int64_t *)out)[i] = (int64_t)bits; break;
      case AdjDTypeBool: ((uint8_t *)out)[i] = bits & 1; break;
      default: ((uint16_t *)out)[i] = (uint16_t)bits;
    }
  }
}

static void *room(size_t n) {
  void *memory = calloc(n + 8, sizeof(double));
  if (!memory) abort();
  return memory;
}

// MARK: Results

/// NaN is one result, whatever its payload and sign.
static void unify_nan(AdjDType type, void *x, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float *f = (float *)x + i;
    double *d = (double *)x + i;
    uint16_t *h = (uint16_t *)x + i;
    if (type == AdjDTypeFloat32 && isnan(*f)) *f = NAN;
    if (type == AdjDTypeFloat64 && isnan(*d)) *d = (double)NAN;
    if (type == AdjDTypeFloat16 && (*h & 0x7FFF) > 0x7C00) *h = 0x7E00;
    if (type == AdjDTypeBfloat16 && (*h & 0x7FFF) > 0x7F80) *h = 0x7FC0;
  }
}

/// Prints the FNV-1a hash of a result.
static void print(const char *what, int a, int b, int c, AdjDType type, void *x, size_t n) {
  unify_nan(type, x, n);
  uint64_t hash = 0xCBF29CE484222325;
  for (size_t i = 0; i < n * sizes[type]; i++) hash = (hash ^ ((unsigned char *)x)[i]) * 0x100000001B3;
  printf("%s %d %d %d %016llx\n", what, a, b, c, (unsigned long long)hash);
}

// MARK: Kernels

static void check_elementwise(AdjDType type, int kind) {
  char *x = room(COUNT), *y = room(COUNT), *condition = room(COUNT), *out = room(COUNT);
  draw(type, x, COUNT, kind);
  draw(type, y, COUNT, kind);
  draw(AdjDTypeBool, condition, COUNT, 0);
  for (int operation = 0; operation < AdjUnaryCount; operation++) {
    adj_kernel kernel = adj_unary_kernel((AdjUnary)operation, type);
    if (!kernel) continue;
    kernel(out, (const void *[]){x}, 0, COUNT);
    print("unary", operation, type, kind, operation >= AdjUnaryIsNaN ? AdjDTypeBool : type, out, COUNT);
  }
  for (int operation = 0; operation < AdjBinaryCount; operation++) {
    adj_kernel kernel = adj_binary_kernel((AdjBinary)operation, type);
    AdjDType result = operation >= AdjBinaryEqual ? AdjDTypeBool : type;
    for (unsigned broadcast = 0; kernel && broadcast < 3; broadcast++) {
      kernel(out, (const void *[]){x, y}, broadcast, COUNT - broadcast);
      print("binary", operation, type, kind * 3 + (int)broadcast, result, out, COUNT - broadcast);
    }
    if (!kernel || !adj_code_is_link(adj_code_binary((AdjBinary)operation, type))) continue;
    const adj_link links[] = {
      {.code = ADJ_CHAIN_CODE(AdjLinkLoad, 0), .moves = true, .at = x},
      {.code = ADJ_CHAIN_CODE(AdjLinkLeft, operation), .moves = true, .at = y},
      {.code = ADJ_CHAIN_CODE(AdjLinkPush, 0), .moves = true, .at = y},
      {.code = ADJ_CHAIN_CODE(AdjLinkRightOfSingle, operation), .at = x},
      {.code = ADJ_CHAIN_CODE(AdjLinkLeftOfPushed, operation)},
      {.code = ADJ_CHAIN_CODE(AdjLinkStore, 0), .moves = true, .at = out},
    };
    adj_find_chain(type)(links, sizeof links / sizeof *links, COUNT);
    print("chain", operation, type, kind, type, out, COUNT);
  }
  adj_select_kernel(type)(out, (const void *[]){condition, x, y}, 0, COUNT);
  print("select", 0, type, kind, type, out, COUNT);
  free(x), free(y), free(condition), free(out);
}

static void check_casts(int kind) {
  char *x = room(COUNT), *out = room(COUNT);
  for (int from = 0; from < TYPES; from++) {
    draw((AdjDType)from, x, COUNT, kind);
    for (int to = 0; to < TYPES; to++) {
      adj_cast_kernel((AdjDType)from, (AdjDType)to)(out, (const void *[]){x}, 0, COUNT);
      print("cast", from, to, kind, (AdjDType)to, out, COUNT);
    }
  }
  free(x), free(out);
}

static double number(AdjDType type, const void *x, size_t i) {
  return type == AdjDTypeFloat32 ? (double)((const float *)x)[i] : ((const double *)x)[i];
}

/// Whether sums lie within the error that any order of them may have. Products of many numbers leave the range of a type, and so do
/// sums of numbers of all magnitudes: they are left out.
static void check_sum(AdjReduction operation, AdjDType type, const void *x, const size_t *shape, const void *out) {
  for (size_t o = 0; o < shape[0]; o++)
    for (size_t j = 0; j < shape[2]; j++) {
      double sum = operation == AdjReductionSum ? 0 : 1, bound = 0;
      for (size_t i = 0; i < shape[1]; i++) {
        double element = number(type, x, (o * shape[1] + i) * shape[2] + j);
        sum = operation == AdjReductionSum ? sum + element : sum * element;
        bound = operation == AdjReductionSum ? bound + fabs(element) : fabs(sum);
      }
      double found = number(type, out, o * shape[2] + j);
      double unit = (type == AdjDTypeFloat32 ? 0x1p-23 : 0x1p-52) * (double)shape[1];
      if (isnan(sum) ? isnan(found) : found == sum || fabs(found - sum) <= unit * bound + 0x1p-149) continue;
      printf("a reduction of [%zu, %zu, %zu] is %.9g, not %.9g\n", shape[0], shape[1], shape[2], found, sum);
      exit(1);
    }
}

static void check_reductions(AdjDType type, int kind) {
  static const size_t shapes[][3] = {{1, COUNT, 1}, {7, 1429, 1}, {3, 333, 10}, {1, 10, 1000}, {100, 1, 100},
                                     {5, 20, 100}, {10, 1000, 1}, {2000, 5, 1}, {300, 33, 1}, {40, 2, 40}};
  char *x = room(COUNT), *out = room(COUNT);
  draw(type, x, COUNT, kind);
  for (int operation = 0; operation <= AdjReductionAny; operation++)
    for (int s = 0; s < 10; s++) {
      const size_t *shape = shapes[s];
      if (!adj_reduce((AdjReduction)operation, type, x, shape[0], shape[1], shape[2], out)) continue;
      bool isPosition = operation == AdjReductionArgmax || operation == AdjReductionArgmin;
      bool isFloat = type == AdjDTypeFloat32 || type == AdjDTypeFloat64;
      if (isFloat && operation <= AdjReductionProduct) {
        if (kind != 2 && (operation == AdjReductionSum || shape[1] <= 2)) check_sum((AdjReduction)operation, type, x, shape, out);
      } else
        print("reduce", operation, type, kind * 10 + s, isPosition ? AdjDTypeInt64 : type, out, shape[0] * shape[2]);
    }
  free(x), free(out);
}

static void check_matrix_product(int trial) {
  static const size_t lengths[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 15, 16, 17, 24, 25, 31, 32, 33, 48, 49, 50, 64, 97, 130, 300};
  state = (uint64_t)trial;
  size_t m = lengths[below(25)], n = lengths[below(25)], k = lengths[below(25)];
  bool across = below(2), down = below(2), accumulate = below(2);
  AdjDType type = (AdjDType)below(2);
  void *a = room(m * k), *b = room(k * n), *c = room(m * n);
  draw(type, a, m * k, 0);
  draw(type, b, k * n, 0);
  draw(type, c, m * n, 0);
  ptrdiff_t a_row = across ? 1 : (ptrdiff_t)k, a_column = across ? (ptrdiff_t)m : 1;
  ptrdiff_t b_row = down ? 1 : (ptrdiff_t)n, b_column = down ? (ptrdiff_t)k : 1;
  if (type == AdjDTypeFloat32) adj_matmul_float32(m, n, k, a, a_row, a_column, b, b_row, b_column, c, (ptrdiff_t)n, accumulate, NULL);
  else adj_matmul_float64(m, n, k, a, a_row, a_column, b, b_row, b_column, c, (ptrdiff_t)n, accumulate, NULL);
  print("matmul", trial, type, accumulate, type, c, m * n);
  free(a), free(b), free(c);
}

static void check_windows(int trial) {
  state = (uint64_t)trial;
  AdjDType type = (AdjDType)(below(3) == 0);
  adj_convolution_shape s = {.batch = 1 + below(3), .groups = 1 + below(3), .kernel_height = 1 + below(4),
                             .kernel_width = 1 + below(4), .stride_y = 1 + below(2), .stride_x = 1 + below(2),
                             .dilation_y = 1 + below(2), .dilation_x = 1 + below(2), .top = (ptrdiff_t)below(2),
                             .left = (ptrdiff_t)below(2), .height = 8 + below(20), .width = 8 + below(20)};
  if (trial % 3 == 0) s.groups = s.stride_y = s.stride_x = s.dilation_y = s.dilation_x = 1, s.kernel_height = s.kernel_width = 3;
  bool depthwise = trial % 5 == 1;
  s.channels = s.groups * (depthwise ? 1 : 1 + below(17));
  s.out_channels = s.groups * (1 + below(depthwise ? 2 : 17));
  s.out_height = (s.height + 2 * (size_t)s.top - (s.kernel_height - 1) * s.dilation_y - 1) / s.stride_y + 1;
  s.out_width = (s.width + 2 * (size_t)s.left - (s.kernel_width - 1) * s.dilation_x - 1) / s.stride_x + 1;
  size_t weights = s.channels / s.groups * s.kernel_height * s.kernel_width, planes = s.batch * s.channels;
  size_t inputs = planes * s.height * s.width, outputs = s.batch * s.out_channels * s.out_height * s.out_width;
  void *x = room(inputs), *w = room(s.out_channels * weights), *y = room(outputs), *dx = room(inputs);
  void *dw = room(s.out_channels * weights);
  draw(type, x, inputs, 0);
  draw(type, w, s.out_channels * weights, 0);
  adj_convolution(type, &s, 0, s.batch, x, w, y);
  adj_convolution_input_gradient(type, &s, 0, s.batch, y, w, dx);
  adj_convolution_weight_gradient(type, &s, 0, weights, x, y, dw);
  print("convolution", trial, type, 0, type, y, outputs);
  print("convolution", trial, type, 1, type, dx, inputs);
  print("convolution", trial, type, 2, type, dw, s.out_channels * weights);

  adj_pool_shape p = {.height = s.height, .width = s.width, .kernel_height = 2, .kernel_width = 3, .stride_y = s.stride_y,
                      .stride_x = s.stride_x};
  p.out_height = (p.height - 2) / p.stride_y + 1, p.out_width = (p.width - 3) / p.stride_x + 1;
  size_t pooled = planes * p.out_height * p.out_width;
  void *greatest = room(pooled);
  int32_t *positions = room(pooled);
  adj_max_pool(type, &p, 0, planes, x, greatest, positions);
  print("pool", trial, type, 0, type, greatest, pooled);
  print("pool", trial, type, 1, AdjDTypeInt32, positions, pooled);
  free(x), free(w), free(y), free(dx), free(dw), free(greatest), free(positions);
}

static void check_random_numbers(void) {
  void *out = room(COUNT);
  for (int type = AdjDTypeFloat32; type <= AdjDTypeFloat64; type++) {
    adj_random_uniform((AdjDType)type, 3, 4, 5, COUNT, out);
    print("uniform", 0, type, 0, (AdjDType)type, out, COUNT);
    adj_random_normal((AdjDType)type, 3, 4, 5, COUNT, out);
    print("normal", 0, type, 0, (AdjDType)type, out, COUNT);
  }
  free(out);
}

int main(void) {
  for (int kind = 0; kind < CASES; kind++) {
    for (int type = AdjDTypeFloat32; type <= AdjDTypeBool; type++) {
      state = (uint64_t)(type * CASES + kind);
      check_elementwise((AdjDType)type, kind);
      check_reductions((AdjDType)type, kind);
    }
    check_casts(kind);
  }
  for (int trial = 0; trial < 400; trial++) check_matrix_product(trial);
  for (int trial = 0; trial < 300; trial++) check_windows(trial);
  check_random_numbers();
  return 0;
}
