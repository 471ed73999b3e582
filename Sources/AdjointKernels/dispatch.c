// Chooses the instruction set, and forwards every call to its table.

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "AdjointKernels.h"
#include "AdjointRuntime.h"
#include "table.h"

static const adj_table *table_of(AdjInstructionSet set) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (set) {
    case AdjInstructionSetBaseline: return &adj_table_baseline;
    case AdjInstructionSetAvx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c")
        ? &adj_table_avx2 : NULL;
    case AdjInstructionSetAvx512:
      return table_of(AdjInstructionSetAvx2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
          __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        ? &adj_table_avx512 : NULL;
    case AdjInstructionSetNeon: return NULL;
  }
#elif defined(__aarch64__)
  return set == AdjInstructionSetNeon ? &adj_table_neon : NULL;
#else
  return set == AdjInstructionSetBaseline ? &adj_table_baseline : NULL;
#endif
  return NULL;
}

static const char *const names[] = {"baseline", "avx2", "avx512", "neon"};

static _Atomic(const adj_table *) chosen;
static _Atomic(int) chosen_set;
// What a thread uses instead, with its number; NULL for what the process has chosen.
static ADJ_THREAD_LOCAL const adj_table *own;
static ADJ_THREAD_LOCAL int own_set;

static const adj_table *choose(void) {
  int best = -1, wanted = -1;
  const char *request = getenv("ADJOINT_INSTRUCTION_SET");
  for (int set = AdjInstructionSetBaseline; set <= AdjInstructionSetNeon; set++) {
    if (!table_of((AdjInstructionSet)set)) continue;
    best = set;
    if (request && strcmp(request, names[set]) == 0) wanted = set;
  }
  if (request && *request && wanted < 0) {
    fprintf(stderr, "ADJOINT_INSTRUCTION_SET=%s: not an instruction set of this processor; using %s. It has:", request, names[best]);
    for (int set = AdjInstructionSetBaseline; set <= AdjInstructionSetNeon; set++)
      if (table_of((AdjInstructionSet)set)) fprintf(stderr, " %s", names[set]);
    fprintf(stderr, "\n");
  }
  int set = wanted >= 0 ? wanted : best;
  atomic_store(&chosen_set, set);
  const adj_table *table = table_of((AdjInstructionSet)set);
  atomic_store(&chosen, table);
  return table;
}

static inline const adj_table *current(void) {
  if (own) return own;
  const adj_table *table = atomic_load_explicit(&chosen, memory_order_acquire);
  return table ? table : choose();
}

bool adj_instruction_set_available(AdjInstructionSet set) { return table_of(set) != NULL; }

AdjInstructionSet adj_instruction_set(void) {
  current();
  return (AdjInstructionSet)(own ? own_set : atomic_load(&chosen_set));
}

bool adj_use_instruction_set(AdjInstructionSet set) {
  const adj_table *table = table_of(set);
  if (!table) return false;
  own = table;
  own_set = (int)set;
  return true;
}

adj_kernel adj_unary_kernel(AdjUnary operation, AdjDType type) { return current()->find_unary(operation, type); }
adj_kernel adj_binary_kernel(AdjBinary operation, AdjDType type) { return current()->find_binary(operation, type); }
adj_kernel adj_select_kernel(AdjDType type) { return current()->find_select(type); }
adj_kernel adj_cast_kernel(AdjDType from, AdjDType to) { return current()->find_cast(from, to); }
adj_chain_kernel adj_find_chain(AdjDType type) { return current()->find_chain(type); }

bool adj_reduce(AdjReduction operation, AdjDType type, const void *x, size_t outer, size_t length, size_t inner, void *out) {
  return current()->reduce(operation, type, x, outer, length, inner, out);
}

bool adj_reduce_onto(AdjReduction operation, AdjDType type, const void *x, size_t length, size_t inner, void *out) {
  return current()->reduce_onto(operation, type, x, length, inner, out);
}

void adj_matmul_float32(size_t m, size_t n, size_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, bool accumulate,
                        const adj_epilogue *epilogue) {
  current()->matmul_float32(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, accumulate, epilogue);
}

void adj_matmul_float64(size_t m, size_t n, size_t k, const double *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const double *b, ptrdiff_t b_row, ptrdiff_t b_column, double *c, ptrdiff_t c_row, bool accumulate,
                        const adj_epilogue *epilogue) {
  current()->matmul_float64(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, accumulate, epilogue);
}

void adj_convolution(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *x, const void *w,
                     void *y) {
  current()->convolution(type, shape, begin, end, x, w, y);
}

void adj_convolution_input_gradient(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *g,
                                    const void *w, void *dx) {
  current()->convolution_input_gradient(type, shape, begin, end, g, w, dx);
}

void adj_convolution_weight_gradient(AdjDType type, const adj_convolution_shape *shape, size_t begin, size_t end, const void *x,
                                     const void *g, void *dw) {
  current()->convolution_weight_gradient(type, shape, begin, end, x, g, dw);
}

void adj_max_pool(AdjDType type, const adj_pool_shape *shape, size_t begin, size_t end, const void *x, void *out,
                  int32_t *positions) {
  current()->max_pool(type, shape, begin, end, x, out, positions);
}

double adj_burn_fma_float32(size_t iterations) { return current()->burn_fma_float32(iterations); }
double adj_burn_fma_float64(size_t iterations) { return current()->burn_fma_float64(iterations); }

void adj_random_uniform(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out) {
  current()->random_uniform(type, seed, stream, first, n, out);
}

void adj_random_normal(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out) {
  current()->random_normal(type, seed, stream, first, n, out);
}

void adj_random_bits(uint64_t seed, uint64_t stream, uint64_t first, size_t n, uint32_t *out) {
  current()->random_bits(seed, stream, first, n, out);
}
