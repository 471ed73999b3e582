// The kernels for AVX2 with FMA.
#if defined(__x86_64__)

#include "table.h"

#define ADJ_ISA avx2
#define ADJ_VECTOR_BYTES 32
#define ADJ_FMA 1

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

#endif
