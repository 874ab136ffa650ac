__kernel void backwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *last, __global uchar *sizes, __global uchar *decay, __global uchar *sums, __global uchar *initial)
{
  bool b_18, b_53, b_130;
  float f_76, f_77, f_99, f_111, f_118, f_125, f_126, f_145, f_158;
  int i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24, i_26;
  int i_28, i_30, i_32, i_33, i_35, i_37, i_39, i_41, i_43, i_44, i_46, i_47;
  int i_48, i_49, i_50, i_51, i_52, i_55, i_57, i_59, i_61, i_63, i_64, i_65;
  int i_66, i_67, i_68, i_69, i_70, i_71, i_78, i_79, i_80, i_81, i_82, i_83;
  int i_84, i_85, i_86, i_87, i_88, i_89, i_90, i_91, i_92, i_93, i_94, i_95;
  int i_96, i_97, i_98, i_100, i_101, i_102, i_103, i_104, i_105, i_106, i_112, i_113;
  int i_119, i_120, i_127, i_129, i_132, i_134, i_136, i_138, i_140, i_146, i_147, i_148;
  int i_149, i_150, i_151, i_152, i_153;
  long l_72, l_73, l_74, l_107, l_108, l_109, l_114, l_115, l_116, l_121, l_122, l_123;
  long l_141, l_142, l_143, l_154, l_155, l_156;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21;
  ulong ul_23, ul_25, ul_27, ul_29, ul_31, ul_34, ul_36, ul_38, ul_40, ul_42, ul_45, ul_54;
  ulong ul_56, ul_58, ul_60, ul_62, ul_75, ul_110, ul_117, ul_124, ul_128, ul_131, ul_133, ul_135;
  ulong ul_137, ul_139, ul_144, ul_157;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) last;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) decay;
  ul_4  =  (ulong) sums;
  ul_5  =  (ulong) initial;
  ul_6  =  ul_2 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_7 * i_13;
  i_16  =  i_15 * i_9;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 24L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 84L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 88L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 92L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 96L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 100L;
    i_32  =  *((__global int *) ul_31);
    i_33  =  *((__global int *) ul_27);
    ul_34  =  ul_2 + 124L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 128L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 132L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_2 + 136L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_2 + 140L;
    i_43  =  *((__global int *) ul_42);
    i_44  =  *((__global int *) ul_38);
    ul_45  =  ul_2 + 40L;
    i_46  =  *((__global int *) ul_45);
    i_47  =  i_14 / i_11;
    i_48  =  i_47 / i_9;
    i_49  =  i_48 / i_7;
    i_50  =  i_48 % i_7;
    i_51  =  i_47 % i_9;
    i_52  =  i_14 % i_11;
    b_53  =  i_46 == 1;
    if(b_53)
    {
      // BLOCK 2
      ul_54  =  ul_2 + 104L;
      i_55  =  *((__global int *) ul_54);
      ul_56  =  ul_2 + 108L;
      i_57  =  *((__global int *) ul_56);
      ul_58  =  ul_2 + 112L;
      i_59  =  *((__global int *) ul_58);
      ul_60  =  ul_2 + 116L;
      i_61  =  *((__global int *) ul_60);
      ul_62  =  ul_2 + 120L;
      i_63  =  *((__global int *) ul_62);
      i_64  =  i_49 * i_57;
      i_65  =  i_64 + i_55;
      i_66  =  i_50 * i_59;
      i_67  =  i_65 + i_66;
      i_68  =  i_51 * i_61;
      i_69  =  i_67 + i_68;
      i_70  =  i_52 * i_63;
      i_71  =  i_69 + i_70;
      l_72  =  (long) i_71;
      l_73  =  l_72 + 4L;
      l_74  =  l_73 << 2;
      ul_75  =  ul_1 + l_74;
      f_76  =  *((__global float *) ul_75);
      f_77  =  f_76;
    }  // B1
    else
    {
      // BLOCK 3
      f_77  =  0.0F;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    i_78  =  i_37 * i_49;
    i_79  =  i_78 + i_35;
    i_80  =  i_20 + i_22;
    i_81  =  i_80 + -1;
    i_82  =  i_81 / i_20;
    i_83  =  i_82 * i_50;
    i_84  =  i_83 * i_39;
    i_85  =  i_79 + i_84;
    i_86  =  i_41 * i_51;
    i_87  =  i_85 + i_86;
    i_88  =  i_43 * i_52;
    i_89  =  i_87 + i_88;
    i_90  =  i_26 * i_49;
    i_91  =  i_90 + i_24;
    i_92  =  i_28 * i_83;
    i_93  =  i_91 + i_92;
    i_94  =  i_30 * i_51;
    i_95  =  i_93 + i_94;
    i_96  =  i_32 * i_52;
    i_97  =  i_95 + i_96;
    i_98  =  i_82 + -1;
    f_99  =  f_77;
    // BLOCK 5 MERGES [4 6 ]
    f_99  =  f_77;
    i_100  =  i_98;
    for(;i_100 >= 0;)
    {
      // BLOCK 6
      i_101  =  i_100 + 1;
      i_102  =  i_101 / i_82;
      i_103  =  i_102 + 1;
      i_104  =  min(2, i_103);
      i_105  =  i_104 * i_9;
      i_106  =  i_105 + i_51;
      l_107  =  (long) i_106;
      l_108  =  l_107 + 4L;
      l_109  =  l_108 << 2;
      ul_110  =  ul_3 + l_109;
      f_111  =  *((__global float *) ul_110);
      i_112  =  i_44 * i_100;
      i_113  =  i_112 + i_89;
      l_114  =  (long) i_113;
      l_115  =  l_114 + 4L;
      l_116  =  l_115 << 2;
      ul_117  =  ul_4 + l_116;
      f_118  =  f_99 * f_111;
      *((__global float *) ul_117)  =  f_118;
      i_119  =  i_33 * i_100;
      i_120  =  i_119 + i_97;
      l_121  =  (long) i_120;
      l_122  =  l_121 + 4L;
      l_123  =  l_122 << 2;
      ul_124  =  ul_0 + l_123;
      f_125  =  *((__global float *) ul_124);
      f_126  =  fma(f_99, f_111, f_125);
      i_127  =  i_100 + -1;
      f_99  =  f_126;
      i_100  =  i_127;
    }  // B5
    // BLOCK 7
    ul_128  =  ul_2 + 204L;
    i_129  =  *((__global int *) ul_128);
    b_130  =  i_129 == 1;
    if(b_130)
    {
      // BLOCK 8
      ul_131  =  ul_2 + 184L;
      i_132  =  *((__global int *) ul_131);
      ul_133  =  ul_2 + 188L;
      i_134  =  *((__global int *) ul_133);
      ul_135  =  ul_2 + 192L;
      i_136  =  *((__global int *) ul_135);
      ul_137  =  ul_2 + 196L;
      i_138  =  *((__global int *) ul_137);
      ul_139  =  ul_2 + 200L;
      i_140  =  *((__global int *) ul_139);
      l_141  =  (long) i_51;
      l_142  =  l_141 + 4L;
      l_143  =  l_142 << 2;
      ul_144  =  ul_3 + l_143;
      f_145  =  *((__global float *) ul_144);
      i_146  =  i_134 * i_49;
      i_147  =  i_146 + i_132;
      i_148  =  i_136 * i_50;
      i_149  =  i_147 + i_148;
      i_150  =  i_138 * i_51;
      i_151  =  i_149 + i_150;
      i_152  =  i_140 * i_52;
      i_153  =  i_151 + i_152;
      l_154  =  (long) i_153;
      l_155  =  l_154 + 4L;
      l_156  =  l_155 << 2;
      ul_157  =  ul_5 + l_156;
      f_158  =  f_145 * f_99;
      *((__global float *) ul_157)  =  f_158;
    }  // B7
    else
    {
      // BLOCK 9
    }  // B7
  }  // B0
  else
  {
    // BLOCK 10
  }  // B0
  // BLOCK 11 MERGES [10 9 8 ]
  return;
}  //  kernel
