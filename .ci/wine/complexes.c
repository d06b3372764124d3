/* The C99 functions on complex numbers, which numpy imports and of which Wine's ucrtbase.dll has only empty shells.
   Microsoft's compiler passes a complex number as a pair of its two parts. */
#include <complex.h>

typedef struct { float re, im; } pair_f;
typedef struct { double re, im; } pair_d;

static float _Complex in_f(pair_f z) { union { pair_f pair; float _Complex number; } both = {.pair = z}; return both.number; }
static double _Complex in_d(pair_d z) { union { pair_d pair; double _Complex number; } both = {.pair = z}; return both.number; }
static pair_f out_f(float _Complex z) { union { pair_f pair; float _Complex number; } both = {.number = z}; return both.pair; }
static pair_d out_d(double _Complex z) { union { pair_d pair; double _Complex number; } both = {.number = z}; return both.pair; }

/* Each function in its three widths: on Windows a long double is a double. */
#define TO_REAL(name)                                              \
    float x_##name##f(pair_f z) { return name##f(in_f(z)); }       \
    double x_##name(pair_d z) { return name(in_d(z)); }            \
    double x_##name##l(pair_d z) { return name(in_d(z)); }
#define TO_COMPLEX(name)                                           \
    pair_f x_##name##f(pair_f z) { return out_f(name##f(in_f(z))); } \
    pair_d x_##name(pair_d z) { return out_d(name(in_d(z))); }     \
    pair_d x_##name##l(pair_d z) { return out_d(name(in_d(z))); }

TO_REAL(creal) TO_REAL(cimag) TO_REAL(cabs) TO_REAL(carg)
TO_COMPLEX(ccos) TO_COMPLEX(ccosh) TO_COMPLEX(cexp) TO_COMPLEX(csin) TO_COMPLEX(csinh) TO_COMPLEX(ctan) TO_COMPLEX(ctanh)
TO_COMPLEX(cacos) TO_COMPLEX(casin) TO_COMPLEX(catan) TO_COMPLEX(cacosh) TO_COMPLEX(casinh) TO_COMPLEX(catanh)
TO_COMPLEX(csqrt) TO_COMPLEX(clog)
pair_f x_cpowf(pair_f a, pair_f b) { return out_f(cpowf(in_f(a), in_f(b))); }
pair_d x_cpow(pair_d a, pair_d b) { return out_d(cpow(in_d(a), in_d(b))); }
pair_d x_cpowl(pair_d a, pair_d b) { return out_d(cpow(in_d(a), in_d(b))); }
