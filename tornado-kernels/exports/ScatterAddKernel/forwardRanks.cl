__kernel void forwardRanks(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *keys, __global uchar *sizes, __global uchar *ranks, __global uchar *chunkKeys)
{
  bool b_7;
  float f_12, f_23, f_36, f_41;
  int i_5, i_6, i_13, i_14, i_15, i_16, i_17, i_18, i_24, i_25, i_26, i_27;
  int i_28, i_29, i_30, i_31, i_37, i_38, i_39, i_42;
  long l_8, l_9, l_10, l_19, l_20, l_21, l_32, l_33, l_34, l_43, l_44, l_45;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_11, ul_22, ul_35, ul_40, ul_46;

  // BLOCK 0
  ul_0  =  (ulong) keys;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) ranks;
  ul_3  =  (ulong) chunkKeys;
  ul_4  =  ul_1 + 28L;
  i_5  =  *((__global int *) ul_4);
  i_6  =  get_global_id(0);
  b_7  =  i_6 < i_5;
  if(b_7)
  {
    // BLOCK 1
    l_8  =  (long) i_6;
    l_9  =  l_8 + 4L;
    l_10  =  l_9 << 2;
    ul_11  =  ul_0 + l_10;
    f_12  =  *((__global float *) ul_11);
    i_13  =  i_6 >> 31;
    i_14  =  i_13 >> 24;
    i_15  =  i_14 + i_6;
    i_16  =  i_15 & -256;
    // BLOCK 2 MERGES [1 3 ]
    i_17  =  0;
    i_18  =  i_16;
    for(;i_18 < i_6;)
    {
      // BLOCK 3
      l_19  =  (long) i_18;
      l_20  =  l_19 + 4L;
      l_21  =  l_20 << 2;
      ul_22  =  ul_0 + l_21;
      f_23  =  *((__global float *) ul_22);
      i_24  =  (f_12 < f_23) ? 0 : 1;
      i_25  =  i_17 + i_24;
      i_26  =  i_18 + 1;
      i_17  =  i_25;
      i_18  =  i_26;
    }  // B2
    // BLOCK 4
    i_27  =  i_16 + 256;
    i_28  =  min(i_5, i_27);
    i_29  =  i_6 + 1;
    // BLOCK 5 MERGES [4 6 ]
    i_30  =  i_17;
    i_31  =  i_29;
    for(;i_31 < i_28;)
    {
      // BLOCK 6
      l_32  =  (long) i_31;
      l_33  =  l_32 + 4L;
      l_34  =  l_33 << 2;
      ul_35  =  ul_0 + l_34;
      f_36  =  *((__global float *) ul_35);
      i_37  =  (f_36 < f_12) ? 1 : 0;
      i_38  =  i_30 + i_37;
      i_39  =  i_31 + 1;
      i_30  =  i_38;
      i_31  =  i_39;
    }  // B5
    // BLOCK 7
    ul_40  =  ul_2 + l_10;
    f_41  =  (float) i_30;
    *((__global float *) ul_40)  =  f_41;
    i_42  =  i_30 + i_16;
    l_43  =  (long) i_42;
    l_44  =  l_43 + 4L;
    l_45  =  l_44 << 2;
    ul_46  =  ul_3 + l_45;
    *((__global float *) ul_46)  =  f_12;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
