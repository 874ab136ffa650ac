__kernel void forwardSoftmax(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *ranges, __global uchar *shape, __global uchar *scores, __global uchar *lse)
{
  bool b_15, b_56, b_58;
  float f_34, f_41, f_42, f_44, f_45, f_49, f_57, f_59, f_60, f_61, f_62, f_64;
  float f_65, f_66, f_67, f_73, f_80, f_81, f_82, f_84, f_85;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_16, i_17, i_18, i_19, i_20;
  int i_21, i_26, i_27, i_32, i_33, i_35, i_36, i_43, i_46, i_47, i_48, i_50;
  int i_51, i_63, i_72, i_74, i_75, i_83;
  long l_22, l_23, l_24, l_28, l_29, l_30, l_37, l_38, l_39, l_52, l_53, l_54;
  long l_68, l_69, l_70, l_76, l_77, l_78;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_25, ul_31, ul_40, ul_55;
  ulong ul_71, ul_79;

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
    f_34  =  -3.4028235E38F;
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
    // BLOCK 5 MERGES [4 14 ]
    f_44  =  0.0F;
    f_45  =  0.0F;
    i_46  =  0;
    for(;i_46 < i_5;)
    {
      // BLOCK 6
      i_47  =  i_46 + 128;
      i_48  =  min(i_5, i_47);
      // BLOCK 7 MERGES [6 13 ]
      f_49  =  0.0F;
      i_50  =  i_46;
      for(;i_50 < i_48;)
      {
        // BLOCK 8
        i_51  =  i_33 + i_50;
        l_52  =  (long) i_51;
        l_53  =  l_52 + 4L;
        l_54  =  l_53 << 2;
        ul_55  =  ul_2 + l_54;
        b_56  =  i_50 < i_26;
        if(b_56)
        {
          // BLOCK 9
          f_57  =  0.0F;
        }  // B8
        else
        {
          // BLOCK 10
          b_58  =  i_50 < i_32;
          if(b_58)
          {
            // BLOCK 11
            f_59  =  *((__global float *) ul_55);
            f_60  =  f_59 - f_34;
            f_61  =  exp(f_60);
            f_57  =  f_61;
          }  // B10
          else
          {
            // BLOCK 12
            f_57  =  0.0F;
          }  // B10
        }  // B8
        // BLOCK 13 MERGES [9 12 11 ]
        *((__global float *) ul_55)  =  f_57;
        f_62  =  f_49 + f_57;
        i_63  =  i_50 + 1;
        f_49  =  f_62;
        i_50  =  i_63;
      }  // B7
      // BLOCK 14
      f_64  =  f_49 - f_45;
      f_65  =  f_44 + f_64;
      f_66  =  f_65 - f_44;
      f_67  =  f_66 - f_64;
      f_44  =  f_65;
      f_45  =  f_67;
      i_46  =  i_47;
    }  // B5
    // BLOCK 15
    l_68  =  (long) i_12;
    l_69  =  l_68 + 4L;
    l_70  =  l_69 << 2;
    ul_71  =  ul_3 + l_70;
    i_72  =  isequal(f_44, 0.0F);
    if(i_72 == 1)
    {
      // BLOCK 16
      f_73  =  -1.0F / 0.0F;
      *((__global float *) ul_71)  =  f_73;
    }  // B15
    else
    {
      // BLOCK 17
      // BLOCK 18 MERGES [17 19 ]
      i_74  =  i_26;
      for(;i_74 < i_32;)
      {
        // BLOCK 19
        i_75  =  i_33 + i_74;
        l_76  =  (long) i_75;
        l_77  =  l_76 + 4L;
        l_78  =  l_77 << 2;
        ul_79  =  ul_2 + l_78;
        f_80  =  *((__global float *) ul_79);
        f_81  =  1.0F / f_44;
        f_82  =  f_81 * f_80;
        *((__global float *) ul_79)  =  f_82;
        i_83  =  i_74 + 1;
        i_74  =  i_83;
      }  // B18
      // BLOCK 20
      f_84  =  log(f_44);
      f_85  =  f_84 + f_34;
      *((__global float *) ul_71)  =  f_85;
    }  // B15
  }  // B0
  else
  {
    // BLOCK 21
  }  // B0
  // BLOCK 22 MERGES [21 16 20 ]
  return;
}  //  kernel
