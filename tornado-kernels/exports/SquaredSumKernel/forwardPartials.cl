__kernel void forwardPartials(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *parts, __global uchar *before, __global uchar *sizes, __global uchar *y)
{
  bool b_5, b_24;
  float f_8, f_12, f_18, f_19, f_21, f_31, f_32, f_33;
  int i_4, i_7, i_9, i_10, i_11, i_13, i_20, i_23, i_26, i_35;
  long l_14, l_15, l_16, l_27, l_28, l_29, l_36, l_37, l_38;
  ulong ul_0, ul_1, ul_2, ul_3, ul_6, ul_17, ul_22, ul_25, ul_30, ul_34, ul_39;

  // BLOCK 0
  ul_0  =  (ulong) parts;
  ul_1  =  (ulong) before;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  i_4  =  get_global_id(0);
  b_5  =  i_4 == 0;
  if(b_5)
  {
    // BLOCK 1
    ul_6  =  ul_2 + 20L;
    i_7  =  *((__global int *) ul_6);
    // BLOCK 2 MERGES [1 6 ]
    f_8  =  0.0F;
    i_9  =  0;
    for(;i_9 < i_7;)
    {
      // BLOCK 3
      i_10  =  i_9 + 64;
      i_11  =  min(i_7, i_10);
      // BLOCK 4 MERGES [3 5 ]
      f_12  =  0.0F;
      i_13  =  i_9;
      for(;i_13 < i_11;)
      {
        // BLOCK 5
        l_14  =  (long) i_13;
        l_15  =  l_14 + 4L;
        l_16  =  l_15 << 2;
        ul_17  =  ul_0 + l_16;
        f_18  =  *((__global float *) ul_17);
        f_19  =  f_12 + f_18;
        i_20  =  i_13 + 1;
        f_12  =  f_19;
        i_13  =  i_20;
      }  // B4
      // BLOCK 6
      f_21  =  f_8 + f_12;
      f_8  =  f_21;
      i_9  =  i_10;
    }  // B2
    // BLOCK 7
    ul_22  =  ul_2 + 24L;
    i_23  =  *((__global int *) ul_22);
    b_24  =  i_23 == 1;
    if(b_24)
    {
      // BLOCK 8
      ul_25  =  ul_2 + 32L;
      i_26  =  *((__global int *) ul_25);
      l_27  =  (long) i_26;
      l_28  =  l_27 + 4L;
      l_29  =  l_28 << 2;
      ul_30  =  ul_1 + l_29;
      f_31  =  *((__global float *) ul_30);
      f_32  =  f_31 + f_8;
      f_33  =  f_32;
    }  // B7
    else
    {
      // BLOCK 9
      f_33  =  f_8;
    }  // B7
    // BLOCK 10 MERGES [9 8 ]
    ul_34  =  ul_2 + 36L;
    i_35  =  *((__global int *) ul_34);
    l_36  =  (long) i_35;
    l_37  =  l_36 + 4L;
    l_38  =  l_37 << 2;
    ul_39  =  ul_3 + l_38;
    *((__global float *) ul_39)  =  f_33;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
