__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *assignment, __global uchar *u, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_28, f_33, f_34, f_35, f_39, f_40, f_53, f_66, f_67, f_68, f_69, f_70;
  float f_72, f_73, f_74, f_75, f_94, f_96, f_97;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24, i_25;
  int i_26, i_27, i_29, i_36, i_37, i_38, i_41, i_42, i_43, i_44, i_45, i_46;
  int i_47, i_48, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_71, i_77;
  int i_79, i_81, i_83, i_84, i_85, i_86, i_87, i_88, i_89, i_95, i_99, i_101;
  int i_103, i_105, i_106, i_107, i_108, i_109, i_110, i_111;
  long l_49, l_50, l_51, l_62, l_63, l_64, l_90, l_91, l_92, l_112, l_113, l_114;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_17, ul_19, ul_21;
  ulong ul_23, ul_30, ul_31, ul_32, ul_52, ul_65, ul_76, ul_78, ul_80, ul_82, ul_93, ul_98;
  ulong ul_100, ul_102, ul_104, ul_115;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) assignment;
  ul_2  =  (ulong) u;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_8 * i_12;
  i_15  =  i_14 * i_10;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_3 + 32L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_3 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_3 + 48L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_3 + 44L;
    i_24  =  *((__global int *) ul_23);
    i_25  =  i_13 % i_10;
    i_26  =  i_13 / i_10;
    i_27  =  i_26 % i_8;
    f_28  =  (float) i_27;
    i_29  =  i_26 / i_8;
    ul_30  =  ul_3 + 88L;
    ul_31  =  ul_3 + 76L;
    ul_32  =  ul_3 + 72L;
    // BLOCK 2 MERGES [1 9 ]
    f_33  =  0.0F;
    f_34  =  0.0F;
    f_35  =  0.0F;
    i_36  =  0;
    for(;i_36 < i_6;)
    {
      // BLOCK 3
      i_37  =  i_36 + 128;
      i_38  =  min(i_6, i_37);
      // BLOCK 4 MERGES [3 8 ]
      f_39  =  f_35;
      f_40  =  0.0F;
      i_41  =  i_36;
      for(;i_41 < i_38;)
      {
        // BLOCK 5
        i_42  =  *((__global int *) ul_32);
        i_43  =  *((__global int *) ul_31);
        i_44  =  *((__global int *) ul_30);
        i_45  =  i_29 * i_43;
        i_46  =  i_45 + i_42;
        i_47  =  i_44 * i_41;
        i_48  =  i_46 + i_47;
        l_49  =  (long) i_48;
        l_50  =  l_49 + 4L;
        l_51  =  l_50 << 2;
        ul_52  =  ul_1 + l_51;
        f_53  =  *((__global float *) ul_52);
        i_54  =  i_41 + 1;
        i_55  =  isequal(f_28, f_53);
        if(i_55 == 1)
        {
          // BLOCK 6
          i_56  =  i_24 * i_41;
          i_57  =  i_20 * i_29;
          i_58  =  i_57 + i_18;
          i_59  =  i_25 * i_22;
          i_60  =  i_58 + i_59;
          i_61  =  i_56 + i_60;
          l_62  =  (long) i_61;
          l_63  =  l_62 + 4L;
          l_64  =  l_63 << 2;
          ul_65  =  ul_0 + l_64;
          f_66  =  *((__global float *) ul_65);
          f_67  =  f_40 + f_66;
          f_68  =  f_39 + 1.0F;
          f_69  =  f_68;
          f_70  =  f_67;
        }  // B5
        else
        {
          // BLOCK 7
          f_69  =  f_39;
          f_70  =  f_40;
        }  // B5
        // BLOCK 8 MERGES [7 6 ]
        i_71  =  i_54;
        f_39  =  f_69;
        f_40  =  f_70;
        i_41  =  i_71;
      }  // B4
      // BLOCK 9
      f_72  =  f_40 - f_34;
      f_73  =  f_33 + f_72;
      f_74  =  f_73 - f_33;
      f_75  =  f_74 - f_72;
      f_33  =  f_73;
      f_34  =  f_75;
      f_35  =  f_39;
      i_36  =  i_37;
    }  // B2
    // BLOCK 10
    ul_76  =  ul_3 + 52L;
    i_77  =  *((__global int *) ul_76);
    ul_78  =  ul_3 + 56L;
    i_79  =  *((__global int *) ul_78);
    ul_80  =  ul_3 + 64L;
    i_81  =  *((__global int *) ul_80);
    ul_82  =  ul_3 + 68L;
    i_83  =  *((__global int *) ul_82);
    i_84  =  i_79 * i_29;
    i_85  =  i_84 + i_77;
    i_86  =  i_81 * i_27;
    i_87  =  i_85 + i_86;
    i_88  =  i_83 * i_25;
    i_89  =  i_87 + i_88;
    l_90  =  (long) i_89;
    l_91  =  l_90 + 4L;
    l_92  =  l_91 << 2;
    ul_93  =  ul_2 + l_92;
    f_94  =  *((__global float *) ul_93);
    i_95  =  isless(0.0F, f_35);
    if(i_95 == 1)
    {
      // BLOCK 11
      f_96  =  f_33 / f_35;
      f_97  =  f_96;
    }  // B10
    else
    {
      // BLOCK 12
      f_97  =  f_94;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    ul_98  =  ul_3 + 92L;
    i_99  =  *((__global int *) ul_98);
    ul_100  =  ul_3 + 96L;
    i_101  =  *((__global int *) ul_100);
    ul_102  =  ul_3 + 104L;
    i_103  =  *((__global int *) ul_102);
    ul_104  =  ul_3 + 108L;
    i_105  =  *((__global int *) ul_104);
    i_106  =  i_101 * i_29;
    i_107  =  i_106 + i_99;
    i_108  =  i_103 * i_27;
    i_109  =  i_107 + i_108;
    i_110  =  i_105 * i_25;
    i_111  =  i_109 + i_110;
    l_112  =  (long) i_111;
    l_113  =  l_112 + 4L;
    l_114  =  l_113 << 2;
    ul_115  =  ul_4 + l_114;
    *((__global float *) ul_115)  =  f_97;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
