__kernel void copy(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *y)
{
  float f_7;
  int i_2;
  long l_3, l_4, l_5;
  ulong ul_0, ul_1, ul_6, ul_8;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) y;
  i_2  =  get_global_id(0);
  l_3  =  (long) i_2;
  l_4  =  l_3 + 4L;
  l_5  =  l_4 << 2;
  ul_6  =  ul_0 + l_5;
  f_7  =  *((__global float *) ul_6);
  ul_8  =  ul_1 + l_5;
  *((__global float *) ul_8)  =  f_7;
  return;
}  //  kernel
