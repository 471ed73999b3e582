// The kernels for AVX-512.
#if defined(__x86_64__)

#include "table.h"

#define ADJ_ISA avx512
#define ADJ_VECTOR_BYTES 64
#define ADJ_FMA 1

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,f16c"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop

#endif
