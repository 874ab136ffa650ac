__kernel void forwardLanes(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sortedKeys, __global uchar *order, __global uchar *sizes, __global uchar *y)
{
  bool b_22, b_33, b_47;
  float f_28, f_40, f_54, f_55, f_75, f_90, f_97, f_98, f_101, f_102, f_103, f_104;
  float f_105, f_106, f_107, f_108, f_109, f_110, f_111, f_112, f_113, f_114, f_115, f_116;
  float f_117, f_118, f_119, f_120, f_121, f_122, f_123, f_124, f_125, f_126, f_127, f_128;
  float f_129, f_130, f_131, f_132, f_133, f_134, f_135, f_136, f_137, f_138, f_139, f_140;
  float f_141, f_142, f_143, f_144, f_145, f_146, f_147, f_148, f_161;
  int i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_19, i_20, i_21, i_24, i_26;
  int i_27, i_29, i_30, i_31, i_32, i_34, i_35, i_41, i_42, i_43, i_44, i_45;
  int i_46, i_48, i_49, i_56, i_57, i_59, i_60, i_61, i_62, i_63, i_67, i_68;
  int i_69, i_70, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_85;
  int i_86, i_87, i_88, i_89, i_91, i_92, i_99, i_100, i_150, i_152, i_154, i_155;
  int i_156, i_157, i_158, i_159, i_160, i_162, i_163, i_168;
  long l_36, l_37, l_38, l_50, l_51, l_52, l_71, l_72, l_73, l_93, l_94, l_95;
  long l_164, l_165, l_166;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_9, ul_11, ul_13, ul_23, ul_25, ul_39, ul_53;
  ulong ul_58, ul_64, ul_65, ul_66, ul_74, ul_96, ul_149, ul_151, ul_153, ul_167;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sortedKeys;
  ul_2  =  (ulong) order;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  __private float ul_5[16];
  __private float* ul_6 = ul_5;
  __private float ul_7[16];
  __private float* ul_8 = ul_7;
  ul_9  =  ul_3 + 20L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 24L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_10 + 15;
  i_17  =  i_16 >> 31;
  i_18  =  i_17 >> 28;
  i_19  =  i_18 + i_16;
  i_20  =  i_19 >> 4;
  i_21  =  i_20 * i_14;
  b_22  =  i_15 < i_21;
  if(b_22)
  {
    // BLOCK 1
    ul_23  =  ul_3 + 28L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_3 + 32L;
    i_26  =  *((__global int *) ul_25);
    i_27  =  i_15 / i_20;
    f_28  =  (float) i_27;
    // BLOCK 2 MERGES [1 8 ]
    i_29  =  0;
    i_30  =  i_26;
    for(;i_30 >= 1;)
    {
      // BLOCK 3
      i_31  =  i_30 >> 1;
      i_32  =  i_29 + i_30;
      b_33  =  i_24 < i_32;
      if(b_33)
      {
        // BLOCK 4
        i_34  =  i_29;
      }  // B3
      else
      {
        // BLOCK 5
        i_35  =  i_32 + -1;
        l_36  =  (long) i_35;
        l_37  =  l_36 + 4L;
        l_38  =  l_37 << 2;
        ul_39  =  ul_1 + l_38;
        f_40  =  *((__global float *) ul_39);
        i_41  =  isless(f_40, f_28);
        if(i_41 == 1)
        {
          // BLOCK 6
          i_34  =  i_32;
        }  // B5
        else
        {
          // BLOCK 7
          i_34  =  i_29;
        }  // B5
      }  // B3
      // BLOCK 8 MERGES [4 6 7 ]
      i_42  =  i_31;
      i_29  =  i_34;
      i_30  =  i_42;
    }  // B2
    // BLOCK 9
    // BLOCK 10 MERGES [9 16 ]
    i_43  =  0;
    i_44  =  i_26;
    for(;i_44 >= 1;)
    {
      // BLOCK 11
      i_45  =  i_44 >> 1;
      i_46  =  i_43 + i_44;
      b_47  =  i_24 < i_46;
      if(b_47)
      {
        // BLOCK 12
        i_48  =  i_43;
      }  // B11
      else
      {
        // BLOCK 13
        i_49  =  i_46 + -1;
        l_50  =  (long) i_49;
        l_51  =  l_50 + 4L;
        l_52  =  l_51 << 2;
        ul_53  =  ul_1 + l_52;
        f_54  =  *((__global float *) ul_53);
        f_55  =  f_28 + 1.0F;
        i_56  =  isless(f_54, f_55);
        if(i_56 == 1)
        {
          // BLOCK 14
          i_48  =  i_46;
        }  // B13
        else
        {
          // BLOCK 15
          i_48  =  i_43;
        }  // B13
      }  // B11
      // BLOCK 16 MERGES [12 14 15 ]
      i_57  =  i_45;
      i_43  =  i_48;
      i_44  =  i_57;
    }  // B10
    // BLOCK 17
    ul_58  =  ul_3 + 56L;
    i_59  =  *((__global int *) ul_58);
    ul_6[0]  =  0.0F;
    ul_6[1]  =  0.0F;
    ul_6[2]  =  0.0F;
    ul_6[3]  =  0.0F;
    ul_6[4]  =  0.0F;
    ul_6[5]  =  0.0F;
    ul_6[6]  =  0.0F;
    ul_6[7]  =  0.0F;
    ul_6[8]  =  0.0F;
    ul_6[9]  =  0.0F;
    ul_6[10]  =  0.0F;
    ul_6[11]  =  0.0F;
    ul_6[12]  =  0.0F;
    ul_6[13]  =  0.0F;
    ul_6[14]  =  0.0F;
    ul_6[15]  =  0.0F;
    i_60  =  i_15 % i_20;
    i_61  =  i_60 << 4;
    i_62  =  i_10 - i_61;
    i_63  =  min(16, i_62);
    ul_64  =  ul_3 + 52L;
    ul_65  =  ul_3 + 44L;
    ul_66  =  ul_3 + 40L;
    // BLOCK 18 MERGES [17 25 ]
    i_67  =  i_29;
    for(;i_67 < i_43;)
    {
      // BLOCK 19
      ul_8[0]  =  0.0F;
      ul_8[1]  =  0.0F;
      ul_8[2]  =  0.0F;
      ul_8[3]  =  0.0F;
      ul_8[4]  =  0.0F;
      ul_8[5]  =  0.0F;
      ul_8[6]  =  0.0F;
      ul_8[7]  =  0.0F;
      ul_8[8]  =  0.0F;
      ul_8[9]  =  0.0F;
      ul_8[10]  =  0.0F;
      ul_8[11]  =  0.0F;
      ul_8[12]  =  0.0F;
      ul_8[13]  =  0.0F;
      ul_8[14]  =  0.0F;
      ul_8[15]  =  0.0F;
      i_68  =  i_67 + 64;
      i_69  =  min(i_43, i_68);
      // BLOCK 20 MERGES [19 24 ]
      i_70  =  i_67;
      for(;i_70 < i_69;)
      {
        // BLOCK 21
        l_71  =  (long) i_70;
        l_72  =  l_71 + 4L;
        l_73  =  l_72 << 2;
        ul_74  =  ul_2 + l_73;
        f_75  =  *((__global float *) ul_74);
        i_76  =  *((__global int *) ul_66);
        i_77  =  *((__global int *) ul_65);
        i_78  =  *((__global int *) ul_64);
        i_79  =  *((__global int *) ul_58);
        i_80  =  isnan(f_75)? 0 : (int) f_75;
        i_81  =  i_80 / i_12;
        i_82  =  i_81 * i_77;
        i_83  =  i_82 + i_76;
        i_84  =  i_80 % i_12;
        i_85  =  i_84 * i_78;
        i_86  =  i_83 + i_85;
        i_87  =  i_79 * i_61;
        i_88  =  i_86 + i_87;
        // BLOCK 22 MERGES [21 23 ]
        i_89  =  0;
        for(;i_89 < i_63;)
        {
          // BLOCK 23
          f_90  =  ul_8[i_89];
          i_91  =  i_59 * i_89;
          i_92  =  i_91 + i_88;
          l_93  =  (long) i_92;
          l_94  =  l_93 + 4L;
          l_95  =  l_94 << 2;
          ul_96  =  ul_0 + l_95;
          f_97  =  *((__global float *) ul_96);
          f_98  =  f_90 + f_97;
          ul_8[i_89]  =  f_98;
          i_99  =  i_89 + 1;
          i_89  =  i_99;
        }  // B22
        // BLOCK 24
        i_100  =  i_70 + 1;
        i_70  =  i_100;
      }  // B20
      // BLOCK 25
      f_101  =  ul_6[0];
      f_102  =  ul_8[0];
      f_103  =  f_101 + f_102;
      ul_6[0]  =  f_103;
      f_104  =  ul_6[1];
      f_105  =  ul_8[1];
      f_106  =  f_104 + f_105;
      ul_6[1]  =  f_106;
      f_107  =  ul_6[2];
      f_108  =  ul_8[2];
      f_109  =  f_107 + f_108;
      ul_6[2]  =  f_109;
      f_110  =  ul_6[3];
      f_111  =  ul_8[3];
      f_112  =  f_110 + f_111;
      ul_6[3]  =  f_112;
      f_113  =  ul_6[4];
      f_114  =  ul_8[4];
      f_115  =  f_113 + f_114;
      ul_6[4]  =  f_115;
      f_116  =  ul_6[5];
      f_117  =  ul_8[5];
      f_118  =  f_116 + f_117;
      ul_6[5]  =  f_118;
      f_119  =  ul_6[6];
      f_120  =  ul_8[6];
      f_121  =  f_119 + f_120;
      ul_6[6]  =  f_121;
      f_122  =  ul_6[7];
      f_123  =  ul_8[7];
      f_124  =  f_122 + f_123;
      ul_6[7]  =  f_124;
      f_125  =  ul_6[8];
      f_126  =  ul_8[8];
      f_127  =  f_125 + f_126;
      ul_6[8]  =  f_127;
      f_128  =  ul_6[9];
      f_129  =  ul_8[9];
      f_130  =  f_128 + f_129;
      ul_6[9]  =  f_130;
      f_131  =  ul_6[10];
      f_132  =  ul_8[10];
      f_133  =  f_131 + f_132;
      ul_6[10]  =  f_133;
      f_134  =  ul_6[11];
      f_135  =  ul_8[11];
      f_136  =  f_134 + f_135;
      ul_6[11]  =  f_136;
      f_137  =  ul_6[12];
      f_138  =  ul_8[12];
      f_139  =  f_137 + f_138;
      ul_6[12]  =  f_139;
      f_140  =  ul_6[13];
      f_141  =  ul_8[13];
      f_142  =  f_140 + f_141;
      ul_6[13]  =  f_142;
      f_143  =  ul_6[14];
      f_144  =  ul_8[14];
      f_145  =  f_143 + f_144;
      ul_6[14]  =  f_145;
      f_146  =  ul_6[15];
      f_147  =  ul_8[15];
      f_148  =  f_146 + f_147;
      ul_6[15]  =  f_148;
      i_67  =  i_68;
    }  // B18
    // BLOCK 26
    ul_149  =  ul_3 + 80L;
    i_150  =  *((__global int *) ul_149);
    ul_151  =  ul_3 + 92L;
    i_152  =  *((__global int *) ul_151);
    ul_153  =  ul_3 + 96L;
    i_154  =  *((__global int *) ul_153);
    i_155  =  *((__global int *) ul_153);
    i_156  =  i_152 * i_27;
    i_157  =  i_156 + i_150;
    i_158  =  i_154 * i_61;
    i_159  =  i_157 + i_158;
    // BLOCK 27 MERGES [26 28 ]
    i_160  =  0;
    for(;i_160 < i_63;)
    {
      // BLOCK 28
      f_161  =  ul_6[i_160];
      i_162  =  i_155 * i_160;
      i_163  =  i_162 + i_159;
      l_164  =  (long) i_163;
      l_165  =  l_164 + 4L;
      l_166  =  l_165 << 2;
      ul_167  =  ul_4 + l_166;
      *((__global float *) ul_167)  =  f_161;
      i_168  =  i_160 + 1;
      i_160  =  i_168;
    }  // B27
    // BLOCK 29
  }  // B0
  else
  {
    // BLOCK 30
  }  // B0
  // BLOCK 31 MERGES [30 29 ]
  return;
}  //  kernel
