// Every kernel, for the instruction set of the file that includes this.

#include "simd.h"
#include "vector_math_float32.h"
#include "vector_math_float64.h"
#include "vector_math_gamma.h"
#include "elementwise.h"
#include "chain.h"
#include "reductions.h"
#include "matrix_product.h"
#include "convolution.h"
#include "pooling.h"
#include "random.h"

/// What dispatch.c chooses between.
const adj_table ADJ_NAME(adj_table) = {
  .find_unary = ADJ_NAME(find_unary),
  .find_binary = ADJ_NAME(find_binary),
  .find_select = ADJ_NAME(find_select),
  .find_chain = ADJ_NAME(find_chain),
  .find_cast = ADJ_NAME(find_cast),
  .reduce = ADJ_NAME(reduce),
  .reduce_onto = ADJ_NAME(reduce_onto),
  .matmul_float32 = ADJ_NAME(matmul_float32),
  .matmul_float64 = ADJ_NAME(matmul_float64),
  .convolution = ADJ_NAME(convolution),
  .convolution_input_gradient = ADJ_NAME(convolution_input_gradient),
  .convolution_weight_gradient = ADJ_NAME(convolution_weight_gradient),
  .max_pool = ADJ_NAME(max_pool),
  .burn_fma_float32 = ADJ_NAME(burn_fma_float32),
  .burn_fma_float64 = ADJ_NAME(burn_fma_float64),
  .random_uniform = ADJ_NAME(random_uniform),
  .random_normal = ADJ_NAME(random_normal),
  .random_bits = ADJ_NAME(random_bits),
};
