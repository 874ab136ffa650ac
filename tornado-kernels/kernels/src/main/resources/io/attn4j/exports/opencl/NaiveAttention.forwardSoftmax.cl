__kernel void forwardSoftmax(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *shape, __global uchar *scores, __global uchar *lse)
{
  bool b_14;
  float f_16, f_23, f_24, f_26, f_33, f_35, f_36, f_37, f_38, f_45, f_52, f_53;
  float f_54, f_56, f_57;
  int i_4, i_6, i_8, i_10, i_11, i_12, i_13, i_15, i_17, i_18, i_25, i_27;
  int i_28, i_34, i_39, i_44, i_46, i_47, i_55;
  long l_19, l_20, l_21, l_29, l_30, l_31, l_40, l_41, l_42, l_48, l_49, l_50;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_22, ul_32, ul_43, ul_51;

  // BLOCK 0
  ul_0  =  (ulong) shape;
  ul_1  =  (ulong) scores;
  ul_2  =  (ulong) lse;
  ul_3  =  ul_0 + 32L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_0 + 16L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_0 + 20L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_0 + 28L;
  i_10  =  *((__global int *) ul_9);
  i_11  =  get_global_id(0);
  i_12  =  i_6 * i_8;
  i_13  =  i_12 * i_10;
  b_14  =  i_11 < i_13;
  if(b_14)
  {
    // BLOCK 1
    i_15  =  i_4 * i_11;
    // BLOCK 2 MERGES [1 3 ]
    f_16  =  -3.0E38F;
    i_17  =  0;
    for(;i_17 < i_4;)
    {
      // BLOCK 3
      i_18  =  i_15 + i_17;
      l_19  =  (long) i_18;
      l_20  =  l_19 + 4L;
      l_21  =  l_20 << 2;
      ul_22  =  ul_1 + l_21;
      f_23  =  *((__global float *) ul_22);
      f_24  =  fmax(f_16, f_23);
      i_25  =  i_17 + 1;
      f_16  =  f_24;
      i_17  =  i_25;
    }  // B2
    // BLOCK 4
    // BLOCK 5 MERGES [4 9 ]
    f_26  =  0.0F;
    i_27  =  0;
    for(;i_27 < i_4;)
    {
      // BLOCK 6
      i_28  =  i_15 + i_27;
      l_29  =  (long) i_28;
      l_30  =  l_29 + 4L;
      l_31  =  l_30 << 2;
      ul_32  =  ul_1 + l_31;
      f_33  =  *((__global float *) ul_32);
      i_34  =  isequal(f_33, -3.0E38F);
      if(i_34 == 1)
      {
        // BLOCK 7
        f_35  =  0.0F;
      }  // B6
      else
      {
        // BLOCK 8
        f_36  =  f_33 - f_16;
        f_37  =  exp(f_36);
        f_35  =  f_37;
      }  // B6
      // BLOCK 9 MERGES [7 8 ]
      *((__global float *) ul_32)  =  f_35;
      f_38  =  f_26 + f_35;
      i_39  =  i_27 + 1;
      f_26  =  f_38;
      i_27  =  i_39;
    }  // B5
    // BLOCK 10
    l_40  =  (long) i_11;
    l_41  =  l_40 + 4L;
    l_42  =  l_41 << 2;
    ul_43  =  ul_2 + l_42;
    i_44  =  isequal(f_26, 0.0F);
    if(i_44 == 1)
    {
      // BLOCK 11
      f_45  =  -1.0F / 0.0F;
      *((__global float *) ul_43)  =  f_45;
    }  // B10
    else
    {
      // BLOCK 12
      // BLOCK 13 MERGES [12 14 ]
      i_46  =  0;
      for(;i_46 < i_4;)
      {
        // BLOCK 14
        i_47  =  i_15 + i_46;
        l_48  =  (long) i_47;
        l_49  =  l_48 + 4L;
        l_50  =  l_49 << 2;
        ul_51  =  ul_1 + l_50;
        f_52  =  *((__global float *) ul_51);
        f_53  =  1.0F / f_26;
        f_54  =  f_53 * f_52;
        *((__global float *) ul_51)  =  f_54;
        i_55  =  i_46 + 1;
        i_46  =  i_55;
      }  // B13
      // BLOCK 15
      f_56  =  log(f_26);
      f_57  =  f_56 + f_16;
      *((__global float *) ul_43)  =  f_57;
    }  // B10
  }  // B0
  else
  {
    // BLOCK 16
  }  // B0
  // BLOCK 17 MERGES [16 11 15 ]
  return;
}  //  kernel
