__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *o, __global uchar *lse, __global uchar *u, __global uchar *residual, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_19, b_51, b_79, b_102, b_113;
  float f_48, f_74, f_75, f_76, f_80, f_99, f_101, f_104, f_105, f_106, f_107, f_108;
  float f_110, f_136, f_137, f_138, f_139;
  int i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25, i_27;
  int i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39, i_40;
  int i_41, i_42, i_43, i_50, i_53, i_55, i_57, i_59, i_61, i_62, i_63, i_64;
  int i_65, i_66, i_67, i_68, i_69, i_78, i_82, i_84, i_86, i_88, i_89, i_90;
  int i_91, i_92, i_93, i_94, i_100, i_112, i_115, i_117, i_119, i_121, i_123, i_124;
  int i_125, i_126, i_127, i_128, i_129, i_130, i_131, i_141, i_143, i_145, i_147, i_149;
  int i_150, i_151, i_152, i_153, i_154, i_155, i_156, i_157;
  long l_44, l_45, l_46, l_70, l_71, l_72, l_95, l_96, l_97, l_132, l_133, l_134;
  long l_158, l_159, l_160;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_9, ul_11, ul_13, ul_20;
  ulong ul_22, ul_24, ul_26, ul_28, ul_47, ul_49, ul_52, ul_54, ul_56, ul_58, ul_60, ul_73;
  ulong ul_77, ul_81, ul_83, ul_85, ul_87, ul_98, ul_103, ul_109, ul_111, ul_114, ul_116, ul_118;
  ulong ul_120, ul_122, ul_135, ul_140, ul_142, ul_144, ul_146, ul_148, ul_161;

  // BLOCK 0
  ul_0  =  (ulong) o;
  ul_1  =  (ulong) lse;
  ul_2  =  (ulong) u;
  ul_3  =  (ulong) residual;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) scalars;
  ul_6  =  (ulong) y;
  ul_7  =  ul_4 + 20L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_4 + 24L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_4 + 28L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_4 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_8 * i_14;
  i_17  =  i_16 * i_10;
  i_18  =  i_17 * i_12;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_4 + 44L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_4 + 48L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_4 + 52L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_4 + 56L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_4 + 60L;
    i_29  =  *((__global int *) ul_28);
    i_30  =  i_15 / i_12;
    i_31  =  i_30 / i_10;
    i_32  =  i_31 / i_8;
    i_33  =  i_32 * i_23;
    i_34  =  i_33 + i_21;
    i_35  =  i_31 % i_8;
    i_36  =  i_35 * i_25;
    i_37  =  i_34 + i_36;
    i_38  =  i_30 % i_10;
    i_39  =  i_38 * i_27;
    i_40  =  i_37 + i_39;
    i_41  =  i_15 % i_12;
    i_42  =  i_41 * i_29;
    i_43  =  i_40 + i_42;
    l_44  =  (long) i_43;
    l_45  =  l_44 + 4L;
    l_46  =  l_45 << 2;
    ul_47  =  ul_0 + l_46;
    f_48  =  *((__global float *) ul_47);
    ul_49  =  ul_4 + 36L;
    i_50  =  *((__global int *) ul_49);
    b_51  =  i_50 == 1;
    if(b_51)
    {
      // BLOCK 2
      ul_52  =  ul_4 + 84L;
      i_53  =  *((__global int *) ul_52);
      ul_54  =  ul_4 + 88L;
      i_55  =  *((__global int *) ul_54);
      ul_56  =  ul_4 + 92L;
      i_57  =  *((__global int *) ul_56);
      ul_58  =  ul_4 + 96L;
      i_59  =  *((__global int *) ul_58);
      ul_60  =  ul_4 + 100L;
      i_61  =  *((__global int *) ul_60);
      i_62  =  i_55 * i_32;
      i_63  =  i_62 + i_53;
      i_64  =  i_57 * i_35;
      i_65  =  i_63 + i_64;
      i_66  =  i_59 * i_38;
      i_67  =  i_65 + i_66;
      i_68  =  i_61 * i_41;
      i_69  =  i_67 + i_68;
      l_70  =  (long) i_69;
      l_71  =  l_70 + 4L;
      l_72  =  l_71 << 2;
      ul_73  =  ul_2 + l_72;
      f_74  =  *((__global float *) ul_73);
      f_75  =  f_48 - f_74;
      f_76  =  f_75;
    }  // B1
    else
    {
      // BLOCK 3
      f_76  =  f_48;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    ul_77  =  ul_4 + 32L;
    i_78  =  *((__global int *) ul_77);
    b_79  =  i_78 < 1;
    if(b_79)
    {
      // BLOCK 5
      f_80  =  f_76;
    }  // B4
    else
    {
      // BLOCK 6
      ul_81  =  ul_4 + 64L;
      i_82  =  *((__global int *) ul_81);
      ul_83  =  ul_4 + 68L;
      i_84  =  *((__global int *) ul_83);
      ul_85  =  ul_4 + 72L;
      i_86  =  *((__global int *) ul_85);
      ul_87  =  ul_4 + 76L;
      i_88  =  *((__global int *) ul_87);
      i_89  =  i_84 * i_32;
      i_90  =  i_89 + i_82;
      i_91  =  i_86 * i_35;
      i_92  =  i_90 + i_91;
      i_93  =  i_88 * i_38;
      i_94  =  i_92 + i_93;
      l_95  =  (long) i_94;
      l_96  =  l_95 + 4L;
      l_97  =  l_96 << 2;
      ul_98  =  ul_1 + l_97;
      f_99  =  *((__global float *) ul_98);
      i_100  =  *((__global int *) ul_77);
      f_101  =  exp(f_99);
      b_102  =  i_100 == 2;
      if(b_102)
      {
        // BLOCK 7
        ul_103  =  ul_5 + 20L;
        f_104  =  *((__global float *) ul_103);
        f_105  =  f_101 + f_104;
        f_106  =  f_101 / f_105;
        f_107  =  f_106;
      }  // B6
      else
      {
        // BLOCK 8
        f_107  =  f_101;
      }  // B6
      // BLOCK 9 MERGES [8 7 ]
      f_108  =  f_107 * f_76;
      f_80  =  f_108;
    }  // B4
    // BLOCK 10 MERGES [5 9 ]
    ul_109  =  ul_5 + 16L;
    f_110  =  *((__global float *) ul_109);
    ul_111  =  ul_4 + 40L;
    i_112  =  *((__global int *) ul_111);
    b_113  =  i_112 == 1;
    if(b_113)
    {
      // BLOCK 11
      ul_114  =  ul_4 + 104L;
      i_115  =  *((__global int *) ul_114);
      ul_116  =  ul_4 + 108L;
      i_117  =  *((__global int *) ul_116);
      ul_118  =  ul_4 + 112L;
      i_119  =  *((__global int *) ul_118);
      ul_120  =  ul_4 + 116L;
      i_121  =  *((__global int *) ul_120);
      ul_122  =  ul_4 + 120L;
      i_123  =  *((__global int *) ul_122);
      i_124  =  i_117 * i_32;
      i_125  =  i_124 + i_115;
      i_126  =  i_119 * i_35;
      i_127  =  i_125 + i_126;
      i_128  =  i_121 * i_38;
      i_129  =  i_127 + i_128;
      i_130  =  i_123 * i_41;
      i_131  =  i_129 + i_130;
      l_132  =  (long) i_131;
      l_133  =  l_132 + 4L;
      l_134  =  l_133 << 2;
      ul_135  =  ul_3 + l_134;
      f_136  =  *((__global float *) ul_135);
      f_137  =  fma(f_80, f_110, f_136);
      f_138  =  f_137;
    }  // B10
    else
    {
      // BLOCK 12
      f_139  =  f_80 * f_110;
      f_138  =  f_139;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    ul_140  =  ul_4 + 124L;
    i_141  =  *((__global int *) ul_140);
    ul_142  =  ul_4 + 128L;
    i_143  =  *((__global int *) ul_142);
    ul_144  =  ul_4 + 132L;
    i_145  =  *((__global int *) ul_144);
    ul_146  =  ul_4 + 136L;
    i_147  =  *((__global int *) ul_146);
    ul_148  =  ul_4 + 140L;
    i_149  =  *((__global int *) ul_148);
    i_150  =  i_143 * i_32;
    i_151  =  i_150 + i_141;
    i_152  =  i_145 * i_35;
    i_153  =  i_151 + i_152;
    i_154  =  i_147 * i_38;
    i_155  =  i_153 + i_154;
    i_156  =  i_149 * i_41;
    i_157  =  i_155 + i_156;
    l_158  =  (long) i_157;
    l_159  =  l_158 + 4L;
    l_160  =  l_159 << 2;
    ul_161  =  ul_6 + l_160;
    *((__global float *) ul_161)  =  f_138;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
