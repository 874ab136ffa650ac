__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *alpha, __global uchar *residual, __global uchar *sizes, __global uchar *y)
{
  bool b_19, b_85, b_88, b_107, b_118;
  float f_61, f_84, f_86, f_87, f_89, f_90, f_91, f_92, f_93, f_94, f_95, f_96;
  float f_97, f_98, f_99, f_100, f_101, f_102, f_103, f_105, f_106, f_108, f_109, f_110;
  float f_111, f_112, f_113, f_114, f_115, f_116, f_117, f_131, f_132, f_133, f_134;
  int i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49;
  int i_51, i_53, i_54, i_55, i_56, i_62, i_63, i_64, i_65, i_66, i_67, i_68;
  int i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_104;
  int i_119, i_120, i_121, i_122, i_123, i_124, i_125, i_126, i_135, i_136, i_141;
  long l_57, l_58, l_59, l_80, l_81, l_82, l_127, l_128, l_129, l_137, l_138, l_139;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46;
  ulong ul_48, ul_50, ul_52, ul_60, ul_83, ul_130, ul_140;

  // BLOCK 0
  ul_0  =  (ulong) z;
  ul_1  =  (ulong) alpha;
  ul_2  =  (ulong) residual;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_6 * i_14;
  i_17  =  i_16 * i_8;
  i_18  =  i_17 * i_12;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_3 + 44L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_3 + 48L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_3 + 52L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_3 + 56L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_3 + 60L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_3 + 64L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_3 + 68L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_3 + 72L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_3 + 76L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_3 + 80L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 84L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_3 + 88L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_3 + 92L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_3 + 96L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_3 + 100L;
    i_49  =  *((__global int *) ul_48);
    ul_50  =  ul_3 + 36L;
    i_51  =  *((__global int *) ul_50);
    ul_52  =  ul_3 + 40L;
    i_53  =  *((__global int *) ul_52);
    i_54  =  i_15 / i_12;
    i_55  =  i_54 / i_8;
    i_56  =  i_55 % i_6;
    l_57  =  (long) i_56;
    l_58  =  l_57 + 4L;
    l_59  =  l_58 << 2;
    ul_60  =  ul_1 + l_59;
    f_61  =  *((__global float *) ul_60);
    i_62  =  i_55 / i_6;
    i_63  =  i_62 * i_43;
    i_64  =  i_63 + i_41;
    i_65  =  i_45 * i_56;
    i_66  =  i_64 + i_65;
    i_67  =  i_54 % i_8;
    i_68  =  i_67 * i_47;
    i_69  =  i_66 + i_68;
    i_70  =  i_23 * i_62;
    i_71  =  i_70 + i_21;
    i_72  =  i_25 * i_56;
    i_73  =  i_71 + i_72;
    i_74  =  i_27 * i_67;
    i_75  =  i_73 + i_74;
    i_76  =  i_15 % i_12;
    // BLOCK 2 MERGES [1 17 ]
    i_77  =  i_76;
    for(;i_77 < i_10;)
    {
      // BLOCK 3
      i_78  =  i_29 * i_77;
      i_79  =  i_78 + i_75;
      l_80  =  (long) i_79;
      l_81  =  l_80 + 4L;
      l_82  =  l_81 << 2;
      ul_83  =  ul_0 + l_82;
      f_84  =  *((__global float *) ul_83);
      b_85  =  i_53 == 1;
      if(b_85)
      {
        // BLOCK 4
        f_86  =  fmax(f_84, 0.0F);
        f_87  =  f_86;
      }  // B3
      else
      {
        // BLOCK 5
        f_87  =  f_84;
      }  // B3
      // BLOCK 6 MERGES [5 4 ]
      b_88  =  i_53 == 2;
      if(b_88)
      {
        // BLOCK 7
        f_89  =  fabs(f_84);
        f_90  =  f_89 * 0.70710677F;
        f_91  =  fma(f_90, 0.3275911F, 1.0F);
        f_92  =  1.0F / f_91;
        f_93  =  fma(f_92, 1.0614054F, -1.4531521F);
        f_94  =  fma(f_92, f_93, 1.4214138F);
        f_95  =  fma(f_92, f_94, -0.28449672F);
        f_96  =  fma(f_92, f_95, 0.2548296F);
        f_97  =  f_96 * f_92;
        f_98  =  f_97 * 0.5F;
        f_99  =  -f_90;
        f_100  =  f_99 * f_90;
        f_101  =  exp(f_100);
        f_102  =  f_98 * f_101;
        f_103  =  f_102 * f_84;
        i_104  =  isless(0.0F, f_84);
        if(i_104 == 1)
        {
          // BLOCK 8
          f_105  =  f_84 - f_103;
          f_106  =  f_105;
        }  // B7
        else
        {
          // BLOCK 9
          f_106  =  f_103;
        }  // B7
      }  // B6
      else
      {
        // BLOCK 10
        f_106  =  f_87;
      }  // B6
      // BLOCK 11 MERGES [10 8 9 ]
      b_107  =  i_53 == 3;
      if(b_107)
      {
        // BLOCK 12
        f_108  =  f_84 * 0.044715F;
        f_109  =  f_108 * f_84;
        f_110  =  fma(f_109, f_84, f_84);
        f_111  =  f_110 * 0.7978846F;
        f_112  =  f_111 * 2.0F;
        f_113  =  exp(f_112);
        f_114  =  f_113 + 1.0F;
        f_115  =  f_84 / f_114;
        f_116  =  f_84 - f_115;
        f_117  =  f_116;
      }  // B11
      else
      {
        // BLOCK 13
        f_117  =  f_106;
      }  // B11
      // BLOCK 14 MERGES [13 12 ]
      b_118  =  i_51 == 1;
      if(b_118)
      {
        // BLOCK 15
        i_119  =  i_39 * i_77;
        i_120  =  i_33 * i_62;
        i_121  =  i_120 + i_31;
        i_122  =  i_35 * i_56;
        i_123  =  i_121 + i_122;
        i_124  =  i_37 * i_67;
        i_125  =  i_123 + i_124;
        i_126  =  i_119 + i_125;
        l_127  =  (long) i_126;
        l_128  =  l_127 + 4L;
        l_129  =  l_128 << 2;
        ul_130  =  ul_2 + l_129;
        f_131  =  *((__global float *) ul_130);
        f_132  =  fma(f_117, f_61, f_131);
        f_133  =  f_132;
      }  // B14
      else
      {
        // BLOCK 16
        f_134  =  f_117 * f_61;
        f_133  =  f_134;
      }  // B14
      // BLOCK 17 MERGES [16 15 ]
      i_135  =  i_49 * i_77;
      i_136  =  i_135 + i_69;
      l_137  =  (long) i_136;
      l_138  =  l_137 + 4L;
      l_139  =  l_138 << 2;
      ul_140  =  ul_4 + l_139;
      *((__global float *) ul_140)  =  f_133;
      i_141  =  i_77 + i_12;
      i_77  =  i_141;
    }  // B2
    // BLOCK 18
  }  // B0
  else
  {
    // BLOCK 19
  }  // B0
  // BLOCK 20 MERGES [19 18 ]
  return;
}  //  kernel
