__kernel void forwardGroup(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *parts, __global uchar *before, __global uchar *sizes, __global uchar *y)
{
  bool b_19, b_25, b_29;
  float f_8, f_14, f_15, f_20, f_22, f_23, f_26, f_36, f_37, f_38;
  int i_6, i_7, i_9, i_16, i_17, i_18, i_21, i_24, i_28, i_31, i_40;
  long l_10, l_11, l_12, l_32, l_33, l_34, l_41, l_42, l_43;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_13, ul_27, ul_30, ul_35, ul_39, ul_44;

  // BLOCK 0
  ul_0  =  (ulong) parts;
  ul_1  =  (ulong) before;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  __local float adf_4[128];
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  i_7  =  get_local_id(0);
  // BLOCK 1 MERGES [0 2 ]
  f_8  =  0.0F;
  i_9  =  i_7;
  for(;i_9 < i_6;)
  {
    // BLOCK 2
    l_10  =  (long) i_9;
    l_11  =  l_10 + 4L;
    l_12  =  l_11 << 2;
    ul_13  =  ul_0 + l_12;
    f_14  =  *((__global float *) ul_13);
    f_15  =  f_8 + f_14;
    i_16  =  i_9 + 128;
    f_8  =  f_15;
    i_9  =  i_16;
  }  // B1
  // BLOCK 3
  adf_4[i_7]  =  f_8;
  // BLOCK 4 MERGES [3 8 ]
  i_17  =  64;
  for(;i_17 >= 1;)
  {
    // BLOCK 5
    barrier(CLK_LOCAL_MEM_FENCE);
    i_18  =  i_17 >> 1;
    b_19  =  i_7 < i_17;
    if(b_19)
    {
      // BLOCK 6
      f_20  =  adf_4[i_7];
      i_21  =  i_17 + i_7;
      f_22  =  adf_4[i_21];
      f_23  =  f_20 + f_22;
      adf_4[i_7]  =  f_23;
    }  // B5
    else
    {
      // BLOCK 7
    }  // B5
    // BLOCK 8 MERGES [7 6 ]
    i_24  =  i_18;
    i_17  =  i_24;
  }  // B4
  // BLOCK 9
  barrier(CLK_LOCAL_MEM_FENCE);
  b_25  =  i_7 == 0;
  if(b_25)
  {
    // BLOCK 10
    f_26  =  adf_4[0];
    ul_27  =  ul_2 + 24L;
    i_28  =  *((__global int *) ul_27);
    b_29  =  i_28 == 1;
    if(b_29)
    {
      // BLOCK 11
      ul_30  =  ul_2 + 32L;
      i_31  =  *((__global int *) ul_30);
      l_32  =  (long) i_31;
      l_33  =  l_32 + 4L;
      l_34  =  l_33 << 2;
      ul_35  =  ul_1 + l_34;
      f_36  =  *((__global float *) ul_35);
      f_37  =  f_26 + f_36;
      f_38  =  f_37;
    }  // B10
    else
    {
      // BLOCK 12
      f_38  =  f_26;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    ul_39  =  ul_2 + 36L;
    i_40  =  *((__global int *) ul_39);
    l_41  =  (long) i_40;
    l_42  =  l_41 + 4L;
    l_43  =  l_42 << 2;
    ul_44  =  ul_3 + l_43;
    *((__global float *) ul_44)  =  f_38;
  }  // B9
  else
  {
    // BLOCK 14
  }  // B9
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
