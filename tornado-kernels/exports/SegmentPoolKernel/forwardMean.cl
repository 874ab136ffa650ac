__kernel void forwardMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_20, b_25, b_34;
  float f_69, f_70, f_73, f_81, f_82, f_84, f_85, f_86, f_87, f_88, f_90, f_91;
  float f_116, f_117;
  int i_5, i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_21, i_22;
  int i_29, i_30, i_31, i_32, i_33, i_38, i_39, i_40, i_41, i_42, i_43, i_48;
  int i_50, i_52, i_54, i_56, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65;
  int i_66, i_67, i_68, i_71, i_72, i_74, i_75, i_76, i_83, i_89, i_92, i_94;
  int i_96, i_98, i_100, i_102, i_103, i_104, i_105, i_106, i_107, i_108, i_109, i_110;
  int i_115;
  long l_23, l_24, l_26, l_27, l_28, l_35, l_36, l_37, l_44, l_45, l_46, l_77;
  long l_78, l_79, l_111, l_112, l_113;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_14, ul_47, ul_49;
  ulong ul_51, ul_53, ul_55, ul_57, ul_80, ul_93, ul_95, ul_97, ul_99, ul_101, ul_114;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 36L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_5 * i_15;
  i_18  =  i_17 * i_9;
  i_19  =  i_18 * i_11;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    i_21  =  i_16 / i_11;
    i_22  =  i_21 % i_9;
    l_23  =  (long) i_9;
    l_24  =  (long) i_7;
    b_25  =  i_13 == 0;
    if(b_25)
    {
      // BLOCK 2
      l_26  =  (long) i_22;
      l_27  =  l_26 * l_24;
      l_28  =  l_27 / l_23;
      i_29  =  (int) l_28;
      i_30  =  i_29;
    }  // B1
    else
    {
      // BLOCK 3
      i_31  =  i_13 * i_22;
      i_32  =  min(i_31, i_7);
      i_30  =  i_32;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_33  =  i_22 + 1;
    b_34  =  i_13 == 0;
    if(b_34)
    {
      // BLOCK 5
      l_35  =  (long) i_33;
      l_36  =  l_35 * l_24;
      l_37  =  l_36 / l_23;
      i_38  =  (int) l_37;
      i_39  =  i_38;
    }  // B4
    else
    {
      // BLOCK 6
      i_40  =  i_33 * i_13;
      i_41  =  min(i_40, i_7);
      i_39  =  i_41;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_42  =  i_21 / i_9;
    i_43  =  i_42 / i_5;
    l_44  =  (long) i_43;
    l_45  =  l_44 + 4L;
    l_46  =  l_45 << 2;
    ul_47  =  ul_1 + l_46;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_2 + 40L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_2 + 44L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_2 + 48L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_2 + 56L;
    i_56  =  *((__global int *) ul_55);
    ul_57  =  ul_2 + 52L;
    i_58  =  *((__global int *) ul_57);
    i_59  =  i_52 * i_43;
    i_60  =  i_59 + i_50;
    i_61  =  i_42 % i_5;
    i_62  =  i_61 * i_54;
    i_63  =  i_60 + i_62;
    i_64  =  i_16 % i_11;
    i_65  =  i_64 * i_56;
    i_66  =  i_63 + i_65;
    i_67  =  min(i_39, i_48);
    i_68  =  i_30;
    // BLOCK 8 MERGES [7 15 ]
    f_69  =  0.0F;
    f_70  =  0.0F;
    i_68  =  i_30;
    for(;i_68 < i_67;)
    {
      // BLOCK 9
      i_71  =  i_68 + 64;
      i_72  =  min(i_67, i_71);
      // BLOCK 10 MERGES [9 11 ]
      f_73  =  0.0F;
      i_74  =  i_68;
      for(;i_74 < i_72;)
      {
        // BLOCK 11
        i_75  =  i_58 * i_74;
        i_76  =  i_75 + i_66;
        l_77  =  (long) i_76;
        l_78  =  l_77 + 4L;
        l_79  =  l_78 << 2;
        ul_80  =  ul_0 + l_79;
        f_81  =  *((__global float *) ul_80);
        f_82  =  f_73 + f_81;
        i_83  =  i_74 + 1;
        f_73  =  f_82;
        i_74  =  i_83;
      }  // B10
      // BLOCK 12
      f_84  =  f_73 - f_70;
      f_85  =  f_69 + f_84;
      f_86  =  f_85 - f_69;
      f_87  =  f_86 - f_84;
      f_88  =  f_87 * 0.0F;
      i_89  =  isequal(f_88, 0.0F);
      if(i_89 == 1)
      {
        // BLOCK 13
        f_90  =  f_87;
      }  // B12
      else
      {
        // BLOCK 14
        f_90  =  0.0F;
      }  // B12
      // BLOCK 15 MERGES [13 14 ]
      f_91  =  f_85;
      i_92  =  i_71;
      f_69  =  f_91;
      f_70  =  f_90;
      i_68  =  i_92;
    }  // B8
    // BLOCK 16
    ul_93  =  ul_2 + 80L;
    i_94  =  *((__global int *) ul_93);
    ul_95  =  ul_2 + 84L;
    i_96  =  *((__global int *) ul_95);
    ul_97  =  ul_2 + 88L;
    i_98  =  *((__global int *) ul_97);
    ul_99  =  ul_2 + 92L;
    i_100  =  *((__global int *) ul_99);
    ul_101  =  ul_2 + 96L;
    i_102  =  *((__global int *) ul_101);
    i_103  =  i_96 * i_43;
    i_104  =  i_103 + i_94;
    i_105  =  i_98 * i_61;
    i_106  =  i_104 + i_105;
    i_107  =  i_100 * i_22;
    i_108  =  i_106 + i_107;
    i_109  =  i_102 * i_64;
    i_110  =  i_108 + i_109;
    l_111  =  (long) i_110;
    l_112  =  l_111 + 4L;
    l_113  =  l_112 << 2;
    ul_114  =  ul_3 + l_113;
    i_115  =  i_39 - i_30;
    f_116  =  (float) i_115;
    f_117  =  f_69 / f_116;
    *((__global float *) ul_114)  =  f_117;
  }  // B0
  else
  {
    // BLOCK 17
  }  // B0
  // BLOCK 18 MERGES [17 16 ]
  return;
}  //  kernel
