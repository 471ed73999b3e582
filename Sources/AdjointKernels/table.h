// The functions that each instruction set provides.
#ifndef ADJOINT_TABLE_H
#define ADJOINT_TABLE_H

#include "AdjointKernels.h"

typedef struct {
  adj_kernel (*find_unary)(AdjUnary, AdjDType);
  adj_kernel (*find_binary)(AdjBinary, AdjDType);
  adj_kernel (*find_select)(AdjDType);
  adj_chain_kernel (*find_chain)(AdjDType);
  adj_kernel (*find_cast)(AdjDType, AdjDType);
  bool (*reduce)(AdjReduction, AdjDType, const void *, size_t, size_t, size_t, void *);
  bool (*reduce_onto)(AdjReduction, AdjDType, const void *, size_t, size_t, void *);
  void (*matmul_float32)(size_t, size_t, size_t, const float *, ptrdiff_t, ptrdiff_t, const float *, ptrdiff_t, ptrdiff_t,
                         float *, ptrdiff_t, bool, const adj_epilogue *);
  void (*matmul_float64)(size_t, size_t, size_t, const double *, ptrdiff_t, ptrdiff_t, const double *, ptrdiff_t, ptrdiff_t,
                         double *, ptrdiff_t, bool, const adj_epilogue *);
  void (*convolution)(AdjDType, const adj_convolution_shape *, size_t, size_t, const void *, const void *, void *);
  void (*convolution_input_gradient)(AdjDType, const adj_convolution_shape *, size_t, size_t, const void *, const void *, void *);
  void (*convolution_weight_gradient)(AdjDType, const adj_convolution_shape *, size_t, size_t, const void *, const void *, void *);
  void (*max_pool)(AdjDType, const adj_pool_shape *, size_t, size_t, const void *, void *, int32_t *);
  double (*burn_fma_float32)(size_t);
  double (*burn_fma_float64)(size_t);
  void (*random_uniform)(AdjDType, uint64_t, uint64_t, uint64_t, size_t, void *);
  void (*random_normal)(AdjDType, uint64_t, uint64_t, uint64_t, size_t, void *);
  void (*random_bits)(uint64_t, uint64_t, uint64_t, size_t, uint32_t *);
} adj_table;

#if defined(__x86_64__)
extern const adj_table adj_table_baseline, adj_table_avx2, adj_table_avx512;
#elif defined(__aarch64__)
extern const adj_table adj_table_neon;
#else
extern const adj_table adj_table_baseline;
#endif

#endif
