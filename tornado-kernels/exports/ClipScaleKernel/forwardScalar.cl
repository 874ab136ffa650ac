__kernel void forwardScalar(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *squares, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_5;
  float f_12, f_14, f_15, f_16, f_18, f_19;
  int i_4, i_7, i_17, i_21;
  long l_8, l_9, l_10, l_22, l_23, l_24;
  ulong ul_0, ul_1, ul_2, ul_3, ul_6, ul_11, ul_13, ul_20, ul_25;

  // BLOCK 0
  ul_0  =  (ulong) squares;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) scalars;
  ul_3  =  (ulong) y;
  i_4  =  get_global_id(0);
  b_5  =  i_4 == 0;
  if(b_5)
  {
    // BLOCK 1
    ul_6  =  ul_1 + 16L;
    i_7  =  *((__global int *) ul_6);
    l_8  =  (long) i_7;
    l_9  =  l_8 + 4L;
    l_10  =  l_9 << 2;
    ul_11  =  ul_0 + l_10;
    f_12  =  *((__global float *) ul_11);
    ul_13  =  ul_2 + 16L;
    f_14  =  *((__global float *) ul_13);
    f_15  =  native_sqrt(f_12);
    f_16  =  f_14 / f_15;
    i_17  =  isequal(f_16, f_16);
    if(i_17 == 1)
    {
      // BLOCK 2
      f_18  =  fmin(1.0F, f_16);
      f_19  =  f_18;
    }  // B1
    else
    {
      // BLOCK 3
      f_19  =  f_16;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    ul_20  =  ul_1 + 20L;
    i_21  =  *((__global int *) ul_20);
    l_22  =  (long) i_21;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_3 + l_24;
    *((__global float *) ul_25)  =  f_19;
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
