__kernel void forwardSoftmax(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *ranges, __global uchar *shape, __global uchar *scores, __global uchar *lse)
{
  bool b_15, b_51, b_53;
  float f_34, f_41, f_42, f_44, f_52, f_54, f_55, f_56, f_57, f_64, f_71, f_72;
  float f_73, f_75, f_76;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_16, i_17, i_18, i_19, i_20;
  int i_21, i_26, i_27, i_32, i_33, i_35, i_36, i_43, i_45, i_46, i_58, i_63;
  int i_65, i_66, i_74;
  long l_22, l_23, l_24, l_28, l_29, l_30, l_37, l_38, l_39, l_47, l_48, l_49;
  long l_59, l_60, l_61, l_67, l_68, l_69;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_25, ul_31, ul_40, ul_50;
  ulong ul_62, ul_70;

  // BLOCK 0
  ul_0  =  (ulong) ranges;
  ul_1  =  (ulong) shape;
  ul_2  =  (ulong) scores;
  ul_3  =  (ulong) lse;
  ul_4  =  ul_1 + 32L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_1 + 28L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_1 + 20L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_1 + 16L;
  i_11  =  *((__global int *) ul_10);
  i_12  =  get_global_id(0);
  i_13  =  i_9 * i_11;
  i_14  =  i_13 * i_7;
  b_15  =  i_12 < i_14;
  if(b_15)
  {
    // BLOCK 1
    i_16  =  i_12 / i_7;
    i_17  =  i_16 / i_9;
    i_18  =  i_17 * i_7;
    i_19  =  i_12 % i_7;
    i_20  =  i_18 + i_19;
    i_21  =  i_20 << 1;
    l_22  =  (long) i_21;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_0 + l_24;
    i_26  =  *((__global int *) ul_25);
    i_27  =  i_21 + 1;
    l_28  =  (long) i_27;
    l_29  =  l_28 + 4L;
    l_30  =  l_29 << 2;
    ul_31  =  ul_0 + l_30;
    i_32  =  *((__global int *) ul_31);
    i_33  =  i_5 * i_12;
    // BLOCK 2 MERGES [1 3 ]
    f_34  =  -3.0E38F;
    i_35  =  i_26;
    for(;i_35 < i_32;)
    {
      // BLOCK 3
      i_36  =  i_33 + i_35;
      l_37  =  (long) i_36;
      l_38  =  l_37 + 4L;
      l_39  =  l_38 << 2;
      ul_40  =  ul_2 + l_39;
      f_41  =  *((__global float *) ul_40);
      f_42  =  fmax(f_34, f_41);
      i_43  =  i_35 + 1;
      f_34  =  f_42;
      i_35  =  i_43;
    }  // B2
    // BLOCK 4
    // BLOCK 5 MERGES [4 11 ]
    f_44  =  0.0F;
    i_45  =  0;
    for(;i_45 < i_5;)
    {
      // BLOCK 6
      i_46  =  i_33 + i_45;
      l_47  =  (long) i_46;
      l_48  =  l_47 + 4L;
      l_49  =  l_48 << 2;
      ul_50  =  ul_2 + l_49;
      b_51  =  i_45 < i_26;
      if(b_51)
      {
        // BLOCK 7
        f_52  =  0.0F;
      }  // B6
      else
      {
        // BLOCK 8
        b_53  =  i_45 < i_32;
        if(b_53)
        {
          // BLOCK 9
          f_54  =  *((__global float *) ul_50);
          f_55  =  f_54 - f_34;
          f_56  =  exp(f_55);
          f_52  =  f_56;
        }  // B8
        else
        {
          // BLOCK 10
          f_52  =  0.0F;
        }  // B8
      }  // B6
      // BLOCK 11 MERGES [7 10 9 ]
      *((__global float *) ul_50)  =  f_52;
      f_57  =  f_44 + f_52;
      i_58  =  i_45 + 1;
      f_44  =  f_57;
      i_45  =  i_58;
    }  // B5
    // BLOCK 12
    l_59  =  (long) i_12;
    l_60  =  l_59 + 4L;
    l_61  =  l_60 << 2;
    ul_62  =  ul_3 + l_61;
    i_63  =  isequal(f_44, 0.0F);
    if(i_63 == 1)
    {
      // BLOCK 13
      f_64  =  -1.0F / 0.0F;
      *((__global float *) ul_62)  =  f_64;
    }  // B12
    else
    {
      // BLOCK 14
      // BLOCK 15 MERGES [14 16 ]
      i_65  =  i_26;
      for(;i_65 < i_32;)
      {
        // BLOCK 16
        i_66  =  i_33 + i_65;
        l_67  =  (long) i_66;
        l_68  =  l_67 + 4L;
        l_69  =  l_68 << 2;
        ul_70  =  ul_2 + l_69;
        f_71  =  *((__global float *) ul_70);
        f_72  =  1.0F / f_44;
        f_73  =  f_72 * f_71;
        *((__global float *) ul_70)  =  f_73;
        i_74  =  i_65 + 1;
        i_65  =  i_74;
      }  // B15
      // BLOCK 17
      f_75  =  log(f_44);
      f_76  =  f_75 + f_34;
      *((__global float *) ul_62)  =  f_76;
    }  // B12
  }  // B0
  else
  {
    // BLOCK 18
  }  // B0
  // BLOCK 19 MERGES [18 13 17 ]
  return;
}  //  kernel
