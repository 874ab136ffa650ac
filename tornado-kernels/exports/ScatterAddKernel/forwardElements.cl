__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sortedKeys, __global uchar *order, __global uchar *sizes, __global uchar *y)
{
  bool b_15, b_26, b_40;
  float f_21, f_33, f_47, f_48, f_60, f_61, f_65, f_71, f_89, f_90, f_92, f_93;
  float f_94, f_95, f_96, f_98, f_99;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_17, i_19, i_20, i_22, i_23, i_24;
  int i_25, i_27, i_28, i_34, i_35, i_36, i_37, i_38, i_39, i_41, i_42, i_49;
  int i_50, i_51, i_59, i_62, i_63, i_64, i_66, i_72, i_73, i_74, i_75, i_76;
  int i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_91, i_97, i_100, i_101;
  int i_102, i_103, i_104, i_105, i_106, i_107, i_112;
  long l_29, l_30, l_31, l_43, l_44, l_45, l_67, l_68, l_69, l_85, l_86, l_87;
  long l_108, l_109, l_110;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_16, ul_18, ul_32;
  ulong ul_46, ul_52, ul_53, ul_54, ul_55, ul_56, ul_57, ul_58, ul_70, ul_88, ul_111;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sortedKeys;
  ul_2  =  (ulong) order;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 36L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 20L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 16L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 24L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  b_15  =  i_13 < i_14;
  if(b_15)
  {
    // BLOCK 1
    ul_16  =  ul_3 + 28L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_3 + 32L;
    i_19  =  *((__global int *) ul_18);
    i_20  =  i_13 / i_6;
    f_21  =  (float) i_20;
    // BLOCK 2 MERGES [1 8 ]
    i_22  =  0;
    i_23  =  i_19;
    for(;i_23 >= 1;)
    {
      // BLOCK 3
      i_24  =  i_23 >> 1;
      i_25  =  i_22 + i_23;
      b_26  =  i_17 < i_25;
      if(b_26)
      {
        // BLOCK 4
        i_27  =  i_22;
      }  // B3
      else
      {
        // BLOCK 5
        i_28  =  i_25 + -1;
        l_29  =  (long) i_28;
        l_30  =  l_29 + 4L;
        l_31  =  l_30 << 2;
        ul_32  =  ul_1 + l_31;
        f_33  =  *((__global float *) ul_32);
        i_34  =  isless(f_33, f_21);
        if(i_34 == 1)
        {
          // BLOCK 6
          i_27  =  i_25;
        }  // B5
        else
        {
          // BLOCK 7
          i_27  =  i_22;
        }  // B5
      }  // B3
      // BLOCK 8 MERGES [4 6 7 ]
      i_35  =  i_24;
      i_22  =  i_27;
      i_23  =  i_35;
    }  // B2
    // BLOCK 9
    // BLOCK 10 MERGES [9 16 ]
    i_36  =  0;
    i_37  =  i_19;
    for(;i_37 >= 1;)
    {
      // BLOCK 11
      i_38  =  i_37 >> 1;
      i_39  =  i_36 + i_37;
      b_40  =  i_17 < i_39;
      if(b_40)
      {
        // BLOCK 12
        i_41  =  i_36;
      }  // B11
      else
      {
        // BLOCK 13
        i_42  =  i_39 + -1;
        l_43  =  (long) i_42;
        l_44  =  l_43 + 4L;
        l_45  =  l_44 << 2;
        ul_46  =  ul_1 + l_45;
        f_47  =  *((__global float *) ul_46);
        f_48  =  f_21 + 1.0F;
        i_49  =  isless(f_47, f_48);
        if(i_49 == 1)
        {
          // BLOCK 14
          i_41  =  i_39;
        }  // B13
        else
        {
          // BLOCK 15
          i_41  =  i_36;
        }  // B13
      }  // B11
      // BLOCK 16 MERGES [12 14 15 ]
      i_50  =  i_38;
      i_36  =  i_41;
      i_37  =  i_50;
    }  // B10
    // BLOCK 17
    i_51  =  i_13 % i_6;
    ul_52  =  ul_3 + 96L;
    ul_53  =  ul_3 + 92L;
    ul_54  =  ul_3 + 80L;
    ul_55  =  ul_3 + 56L;
    ul_56  =  ul_3 + 52L;
    ul_57  =  ul_3 + 44L;
    ul_58  =  ul_3 + 40L;
    // BLOCK 18 MERGES [17 28 ]
    i_59  =  i_51;
    for(;i_59 < i_8;)
    {
      // BLOCK 19
      // BLOCK 20 MERGES [19 27 ]
      f_60  =  0.0F;
      f_61  =  0.0F;
      i_62  =  i_22;
      for(;i_62 < i_36;)
      {
        // BLOCK 21
        i_63  =  i_62 + 64;
        i_64  =  min(i_36, i_63);
        // BLOCK 22 MERGES [21 23 ]
        f_65  =  0.0F;
        i_66  =  i_62;
        for(;i_66 < i_64;)
        {
          // BLOCK 23
          l_67  =  (long) i_66;
          l_68  =  l_67 + 4L;
          l_69  =  l_68 << 2;
          ul_70  =  ul_2 + l_69;
          f_71  =  *((__global float *) ul_70);
          i_72  =  *((__global int *) ul_58);
          i_73  =  *((__global int *) ul_57);
          i_74  =  *((__global int *) ul_56);
          i_75  =  *((__global int *) ul_55);
          i_76  =  isnan(f_71)? 0 : (int) f_71;
          i_77  =  i_76 / i_10;
          i_78  =  i_77 * i_73;
          i_79  =  i_78 + i_72;
          i_80  =  i_76 % i_10;
          i_81  =  i_80 * i_74;
          i_82  =  i_79 + i_81;
          i_83  =  i_75 * i_59;
          i_84  =  i_82 + i_83;
          l_85  =  (long) i_84;
          l_86  =  l_85 + 4L;
          l_87  =  l_86 << 2;
          ul_88  =  ul_0 + l_87;
          f_89  =  *((__global float *) ul_88);
          f_90  =  f_65 + f_89;
          i_91  =  i_66 + 1;
          f_65  =  f_90;
          i_66  =  i_91;
        }  // B22
        // BLOCK 24
        f_92  =  f_65 - f_61;
        f_93  =  f_60 + f_92;
        f_94  =  f_93 - f_60;
        f_95  =  f_94 - f_92;
        f_96  =  f_95 * 0.0F;
        i_97  =  isequal(f_96, 0.0F);
        if(i_97 == 1)
        {
          // BLOCK 25
          f_98  =  f_95;
        }  // B24
        else
        {
          // BLOCK 26
          f_98  =  0.0F;
        }  // B24
        // BLOCK 27 MERGES [25 26 ]
        f_99  =  f_93;
        i_100  =  i_63;
        f_60  =  f_99;
        f_61  =  f_98;
        i_62  =  i_100;
      }  // B20
      // BLOCK 28
      i_101  =  *((__global int *) ul_54);
      i_102  =  *((__global int *) ul_53);
      i_103  =  *((__global int *) ul_52);
      i_104  =  i_102 * i_20;
      i_105  =  i_104 + i_101;
      i_106  =  i_103 * i_59;
      i_107  =  i_105 + i_106;
      l_108  =  (long) i_107;
      l_109  =  l_108 + 4L;
      l_110  =  l_109 << 2;
      ul_111  =  ul_4 + l_110;
      *((__global float *) ul_111)  =  f_60;
      i_112  =  i_59 + i_6;
      i_59  =  i_112;
    }  // B18
    // BLOCK 29
  }  // B0
  else
  {
    // BLOCK 30
  }  // B0
  // BLOCK 31 MERGES [30 29 ]
  return;
}  //  kernel
