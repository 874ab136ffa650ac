__kernel void forwardKeys(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *ids, __global uchar *sizes, __global uchar *keys)
{
  bool b_6, b_33;
  float f_27, f_28, f_34, f_35;
  int i_4, i_5, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_29, i_30, i_31, i_32;
  long l_23, l_24, l_25, l_36, l_37, l_38;
  ulong ul_0, ul_1, ul_2, ul_3, ul_7, ul_9, ul_11, ul_13, ul_15, ul_26, ul_39;

  // BLOCK 0
  ul_0  =  (ulong) ids;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) keys;
  ul_3  =  ul_1 + 28L;
  i_4  =  *((__global int *) ul_3);
  i_5  =  get_global_id(0);
  b_6  =  i_5 < i_4;
  if(b_6)
  {
    // BLOCK 1
    ul_7  =  ul_1 + 16L;
    i_8  =  *((__global int *) ul_7);
    ul_9  =  ul_1 + 24L;
    i_10  =  *((__global int *) ul_9);
    ul_11  =  ul_1 + 60L;
    i_12  =  *((__global int *) ul_11);
    ul_13  =  ul_1 + 64L;
    i_14  =  *((__global int *) ul_13);
    ul_15  =  ul_1 + 72L;
    i_16  =  *((__global int *) ul_15);
    i_17  =  i_5 / i_8;
    i_18  =  i_17 * i_14;
    i_19  =  i_18 + i_12;
    i_20  =  i_5 % i_8;
    i_21  =  i_20 * i_16;
    i_22  =  i_19 + i_21;
    l_23  =  (long) i_22;
    l_24  =  l_23 + 4L;
    l_25  =  l_24 << 2;
    ul_26  =  ul_0 + l_25;
    f_27  =  *((__global float *) ul_26);
    f_28  =  (float) i_10;
    i_29  =  isless(f_27, 0.0F);
    if(i_29 == 1)
    {
      // BLOCK 2
      i_30  =  -1;
    }  // B1
    else
    {
      // BLOCK 3
      i_31  =  isless(f_27, f_28);
      if(i_31 == 1)
      {
        // BLOCK 4
        i_32  =  isnan(f_27)? 0 : (int) f_27;
        i_30  =  i_32;
      }  // B3
      else
      {
        // BLOCK 5
        i_30  =  -1;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 5 4 ]
    b_33  =  i_30 < 0;
    if(b_33)
    {
      // BLOCK 7
      f_34  =  f_28;
    }  // B6
    else
    {
      // BLOCK 8
      f_35  =  (float) i_30;
      f_34  =  f_35;
    }  // B6
    // BLOCK 9 MERGES [7 8 ]
    l_36  =  (long) i_5;
    l_37  =  l_36 + 4L;
    l_38  =  l_37 << 2;
    ul_39  =  ul_2 + l_38;
    *((__global float *) ul_39)  =  f_34;
  }  // B0
  else
  {
    // BLOCK 10
  }  // B0
  // BLOCK 11 MERGES [10 9 ]
  return;
}  //  kernel
