__kernel void backwardStatistics(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *lse, __global uchar *delta, __global uchar *shape, __global uchar *statistics)
{
  bool b_13;
  float f_26, f_41, f_42, f_44, f_51;
  int i_5, i_7, i_9, i_10, i_11, i_12, i_15, i_17, i_19, i_21, i_27, i_28;
  int i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_43, i_45, i_50, i_52;
  long l_22, l_23, l_24, l_37, l_38, l_39, l_46, l_47, l_48, l_53, l_54, l_55;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_14, ul_16, ul_18, ul_20, ul_25;
  ulong ul_40, ul_49, ul_56;

  // BLOCK 0
  ul_0  =  (ulong) lse;
  ul_1  =  (ulong) delta;
  ul_2  =  (ulong) shape;
  ul_3  =  (ulong) statistics;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 28L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 16L;
  i_9  =  *((__global int *) ul_8);
  i_10  =  get_global_id(0);
  i_11  =  i_5 * i_9;
  i_12  =  i_11 * i_7;
  b_13  =  i_10 < i_12;
  if(b_13)
  {
    // BLOCK 1
    ul_14  =  ul_2 + 280L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_2 + 284L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_2 + 288L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_2 + 292L;
    i_21  =  *((__global int *) ul_20);
    l_22  =  (long) i_10;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_0 + l_24;
    f_26  =  *((__global float *) ul_25);
    i_27  =  i_10 / i_7;
    i_28  =  i_27 / i_5;
    i_29  =  i_28 * i_17;
    i_30  =  i_29 + i_15;
    i_31  =  i_27 % i_5;
    i_32  =  i_31 * i_19;
    i_33  =  i_30 + i_32;
    i_34  =  i_10 % i_7;
    i_35  =  i_34 * i_21;
    i_36  =  i_33 + i_35;
    l_37  =  (long) i_36;
    l_38  =  l_37 + 4L;
    l_39  =  l_38 << 2;
    ul_40  =  ul_1 + l_39;
    f_41  =  *((__global float *) ul_40);
    f_42  =  -1.0F / 0.0F;
    i_43  =  isequal(f_26, f_42);
    if(i_43 == 1)
    {
      // BLOCK 2
      f_44  =  3.0E38F;
    }  // B1
    else
    {
      // BLOCK 3
      f_44  =  f_26;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_45  =  i_10 << 1;
    l_46  =  (long) i_45;
    l_47  =  l_46 + 4L;
    l_48  =  l_47 << 2;
    ul_49  =  ul_3 + l_48;
    *((__global float *) ul_49)  =  f_44;
    i_50  =  isequal(f_26, f_42);
    if(i_50 == 1)
    {
      // BLOCK 5
      f_51  =  0.0F;
    }  // B4
    else
    {
      // BLOCK 6
      f_51  =  f_41;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_52  =  i_45 + 1;
    l_53  =  (long) i_52;
    l_54  =  l_53 + 4L;
    l_55  =  l_54 << 2;
    ul_56  =  ul_3 + l_55;
    *((__global float *) ul_56)  =  f_51;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
