__kernel void forwardOutputs(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *o1, __global uchar *lse1, __global uchar *o2, __global uchar *lse2, __global uchar *sizes, __global uchar *o)
{
  bool b_20;
  float f_68, f_87, f_88, f_117, f_137, f_144, f_145, f_146, f_147, f_148, f_149, f_150;
  float f_151, f_158, f_164, f_170, f_171;
  int i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_22, i_24, i_26;
  int i_28, i_30, i_32, i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48, i_50;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_70, i_72, i_74, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_89, i_90;
  int i_91, i_92, i_93, i_94, i_95, i_96, i_97, i_98, i_99, i_100, i_101, i_102;
  int i_103, i_104, i_105, i_110, i_111, i_112, i_118, i_123, i_124, i_125, i_126, i_127;
  int i_128, i_129, i_130, i_131, i_132, i_138, i_143, i_152, i_153, i_159, i_165, i_172;
  long l_64, l_65, l_66, l_83, l_84, l_85, l_106, l_107, l_108, l_113, l_114, l_115;
  long l_119, l_120, l_121, l_133, l_134, l_135, l_139, l_140, l_141, l_154, l_155, l_156;
  long l_160, l_161, l_162, l_166, l_167, l_168;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_8, ul_10, ul_12, ul_14, ul_21;
  ulong ul_23, ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_39, ul_41, ul_43, ul_45;
  ulong ul_47, ul_49, ul_51, ul_67, ul_69, ul_71, ul_73, ul_75, ul_86, ul_109, ul_116, ul_122;
  ulong ul_136, ul_142, ul_157, ul_163, ul_169;

  // BLOCK 0
  ul_0  =  (ulong) o1;
  ul_1  =  (ulong) lse1;
  ul_2  =  (ulong) o2;
  ul_3  =  (ulong) lse2;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) o;
  ul_6  =  ul_4 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_4 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_4 + 28L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_4 + 32L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_4 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_7 * i_15;
  i_18  =  i_17 * i_9;
  i_19  =  i_18 * i_13;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    ul_21  =  ul_4 + 36L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_4 + 40L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_4 + 44L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_4 + 48L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_4 + 76L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_4 + 80L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_4 + 84L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_4 + 88L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_4 + 116L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_4 + 120L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_4 + 124L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_4 + 128L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_4 + 56L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_4 + 60L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_4 + 64L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_4 + 68L;
    i_52  =  *((__global int *) ul_51);
    i_53  =  i_16 / i_13;
    i_54  =  i_53 / i_9;
    i_55  =  i_54 / i_7;
    i_56  =  i_55 * i_48;
    i_57  =  i_56 + i_46;
    i_58  =  i_54 % i_7;
    i_59  =  i_58 * i_50;
    i_60  =  i_57 + i_59;
    i_61  =  i_53 % i_9;
    i_62  =  i_61 * i_52;
    i_63  =  i_60 + i_62;
    l_64  =  (long) i_63;
    l_65  =  l_64 + 4L;
    l_66  =  l_65 << 2;
    ul_67  =  ul_1 + l_66;
    f_68  =  *((__global float *) ul_67);
    ul_69  =  ul_4 + 96L;
    i_70  =  *((__global int *) ul_69);
    ul_71  =  ul_4 + 100L;
    i_72  =  *((__global int *) ul_71);
    ul_73  =  ul_4 + 104L;
    i_74  =  *((__global int *) ul_73);
    ul_75  =  ul_4 + 108L;
    i_76  =  *((__global int *) ul_75);
    i_77  =  i_72 * i_55;
    i_78  =  i_77 + i_70;
    i_79  =  i_74 * i_58;
    i_80  =  i_78 + i_79;
    i_81  =  i_76 * i_61;
    i_82  =  i_80 + i_81;
    l_83  =  (long) i_82;
    l_84  =  l_83 + 4L;
    l_85  =  l_84 << 2;
    ul_86  =  ul_3 + l_85;
    f_87  =  *((__global float *) ul_86);
    f_88  =  -1.0F / 0.0F;
    i_89  =  i_40 * i_55;
    i_90  =  i_89 + i_38;
    i_91  =  i_42 * i_58;
    i_92  =  i_90 + i_91;
    i_93  =  i_44 * i_61;
    i_94  =  i_92 + i_93;
    i_95  =  i_32 * i_55;
    i_96  =  i_95 + i_30;
    i_97  =  i_34 * i_58;
    i_98  =  i_96 + i_97;
    i_99  =  i_36 * i_61;
    i_100  =  i_98 + i_99;
    i_101  =  i_16 % i_13;
    i_102  =  isequal(f_68, f_88);
    if(i_102 == 1)
    {
      // BLOCK 2
      i_103  =  isequal(f_87, f_88);
      if(i_103 == 1)
      {
        // BLOCK 3
        // BLOCK 4 MERGES [3 5 ]
        i_104  =  i_101;
        for(;i_104 < i_11;)
        {
          // BLOCK 5
          i_105  =  i_94 + i_104;
          l_106  =  (long) i_105;
          l_107  =  l_106 + 4L;
          l_108  =  l_107 << 2;
          ul_109  =  ul_5 + l_108;
          *((__global float *) ul_109)  =  0.0F;
          i_110  =  i_104 + i_13;
          i_104  =  i_110;
        }  // B4
        // BLOCK 6
      }  // B2
      else
      {
        // BLOCK 7
        // BLOCK 8 MERGES [7 9 ]
        i_111  =  i_101;
        for(;i_111 < i_11;)
        {
          // BLOCK 9
          i_112  =  i_100 + i_111;
          l_113  =  (long) i_112;
          l_114  =  l_113 + 4L;
          l_115  =  l_114 << 2;
          ul_116  =  ul_2 + l_115;
          f_117  =  *((__global float *) ul_116);
          i_118  =  i_111 + i_94;
          l_119  =  (long) i_118;
          l_120  =  l_119 + 4L;
          l_121  =  l_120 << 2;
          ul_122  =  ul_5 + l_121;
          *((__global float *) ul_122)  =  f_117;
          i_123  =  i_111 + i_13;
          i_111  =  i_123;
        }  // B8
        // BLOCK 10
      }  // B2
    }  // B1
    else
    {
      // BLOCK 11
      i_124  =  i_24 * i_55;
      i_125  =  i_124 + i_22;
      i_126  =  i_26 * i_58;
      i_127  =  i_125 + i_126;
      i_128  =  i_28 * i_61;
      i_129  =  i_127 + i_128;
      i_130  =  isequal(f_87, f_88);
      if(i_130 == 1)
      {
        // BLOCK 12
        // BLOCK 13 MERGES [12 14 ]
        i_131  =  i_101;
        for(;i_131 < i_11;)
        {
          // BLOCK 14
          i_132  =  i_129 + i_131;
          l_133  =  (long) i_132;
          l_134  =  l_133 + 4L;
          l_135  =  l_134 << 2;
          ul_136  =  ul_0 + l_135;
          f_137  =  *((__global float *) ul_136);
          i_138  =  i_131 + i_94;
          l_139  =  (long) i_138;
          l_140  =  l_139 + 4L;
          l_141  =  l_140 << 2;
          ul_142  =  ul_5 + l_141;
          *((__global float *) ul_142)  =  f_137;
          i_143  =  i_131 + i_13;
          i_131  =  i_143;
        }  // B13
        // BLOCK 15
      }  // B11
      else
      {
        // BLOCK 16
        f_144  =  fmax(f_68, f_87);
        f_145  =  f_68 - f_144;
        f_146  =  exp(f_145);
        f_147  =  f_87 - f_144;
        f_148  =  exp(f_147);
        f_149  =  f_146 + f_148;
        f_150  =  f_146 / f_149;
        f_151  =  f_148 / f_149;
        // BLOCK 17 MERGES [16 18 ]
        i_152  =  i_101;
        for(;i_152 < i_11;)
        {
          // BLOCK 18
          i_153  =  i_152 + i_129;
          l_154  =  (long) i_153;
          l_155  =  l_154 + 4L;
          l_156  =  l_155 << 2;
          ul_157  =  ul_0 + l_156;
          f_158  =  *((__global float *) ul_157);
          i_159  =  i_152 + i_100;
          l_160  =  (long) i_159;
          l_161  =  l_160 + 4L;
          l_162  =  l_161 << 2;
          ul_163  =  ul_2 + l_162;
          f_164  =  *((__global float *) ul_163);
          i_165  =  i_152 + i_94;
          l_166  =  (long) i_165;
          l_167  =  l_166 + 4L;
          l_168  =  l_167 << 2;
          ul_169  =  ul_5 + l_168;
          f_170  =  f_151 * f_164;
          f_171  =  fma(f_150, f_158, f_170);
          *((__global float *) ul_169)  =  f_171;
          i_172  =  i_152 + i_13;
          i_152  =  i_172;
        }  // B17
        // BLOCK 19
      }  // B11
    }  // B1
  }  // B0
  else
  {
    // BLOCK 20
  }  // B0
  // BLOCK 21 MERGES [20 6 10 15 19 ]
  return;
}  //  kernel
