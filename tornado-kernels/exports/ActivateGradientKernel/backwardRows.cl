__kernel void backwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *alpha, __global uchar *dy, __global uchar *sizes, __global uchar *dz)
{
  bool b_19, b_76, b_91, b_96, b_117;
  float f_59, f_77, f_90, f_93, f_95, f_97, f_98, f_99, f_100, f_101, f_102, f_103;
  float f_104, f_105, f_106, f_107, f_108, f_109, f_110, f_112, f_113, f_114, f_115, f_116;
  float f_119, f_121, f_122, f_123, f_124, f_125, f_126, f_127, f_128, f_129, f_130, f_131;
  float f_133, f_134, f_135, f_136, f_137, f_138, f_139, f_146, f_153, f_154;
  int i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49;
  int i_51, i_52, i_53, i_54, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67;
  int i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_78, i_79, i_80, i_81;
  int i_82, i_83, i_84, i_85, i_92, i_94, i_111, i_118, i_120, i_132, i_140, i_141;
  int i_147, i_148, i_155;
  long l_55, l_56, l_57, l_86, l_87, l_88, l_142, l_143, l_144, l_149, l_150, l_151;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46;
  ulong ul_48, ul_50, ul_58, ul_89, ul_145, ul_152;

  // BLOCK 0
  ul_0  =  (ulong) z;
  ul_1  =  (ulong) alpha;
  ul_2  =  (ulong) dy;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) dz;
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
    ul_20  =  ul_3 + 40L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_3 + 44L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_3 + 48L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_3 + 52L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_3 + 56L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_3 + 60L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_3 + 64L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_3 + 68L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_3 + 72L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_3 + 76L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 80L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_3 + 84L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_3 + 88L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_3 + 92L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_3 + 96L;
    i_49  =  *((__global int *) ul_48);
    ul_50  =  ul_3 + 36L;
    i_51  =  *((__global int *) ul_50);
    i_52  =  i_15 / i_12;
    i_53  =  i_52 / i_8;
    i_54  =  i_53 % i_6;
    l_55  =  (long) i_54;
    l_56  =  l_55 + 4L;
    l_57  =  l_56 << 2;
    ul_58  =  ul_1 + l_57;
    f_59  =  *((__global float *) ul_58);
    i_60  =  i_53 / i_6;
    i_61  =  i_60 * i_43;
    i_62  =  i_61 + i_41;
    i_63  =  i_45 * i_54;
    i_64  =  i_62 + i_63;
    i_65  =  i_52 % i_8;
    i_66  =  i_65 * i_47;
    i_67  =  i_64 + i_66;
    i_68  =  i_33 * i_60;
    i_69  =  i_68 + i_31;
    i_70  =  i_35 * i_54;
    i_71  =  i_69 + i_70;
    i_72  =  i_37 * i_65;
    i_73  =  i_71 + i_72;
    i_74  =  i_15 % i_12;
    // BLOCK 2 MERGES [1 31 ]
    i_75  =  i_74;
    for(;i_75 < i_10;)
    {
      // BLOCK 3
      b_76  =  i_51 < 1;
      if(b_76)
      {
        // BLOCK 4
        f_77  =  1.0F;
      }  // B3
      else
      {
        // BLOCK 5
        i_78  =  i_29 * i_75;
        i_79  =  i_23 * i_60;
        i_80  =  i_79 + i_21;
        i_81  =  i_25 * i_54;
        i_82  =  i_80 + i_81;
        i_83  =  i_27 * i_65;
        i_84  =  i_82 + i_83;
        i_85  =  i_78 + i_84;
        l_86  =  (long) i_85;
        l_87  =  l_86 + 4L;
        l_88  =  l_87 << 2;
        ul_89  =  ul_0 + l_88;
        f_90  =  *((__global float *) ul_89);
        b_91  =  i_51 == 1;
        if(b_91)
        {
          // BLOCK 6
          i_92  =  isless(0.0F, f_90);
          if(i_92 == 1)
          {
            // BLOCK 7
            f_93  =  1.0F;
          }  // B6
          else
          {
            // BLOCK 8
            f_93  =  0.0F;
          }  // B6
          // BLOCK 9 MERGES [7 8 ]
          i_94  =  isequal(f_90, f_90);
          if(i_94 == 1)
          {
            // BLOCK 10
            f_95  =  f_93;
          }  // B9
          else
          {
            // BLOCK 11
            f_95  =  f_90;
          }  // B9
        }  // B5
        else
        {
          // BLOCK 12
          f_95  =  1.0F;
        }  // B5
        // BLOCK 13 MERGES [12 10 11 ]
        b_96  =  i_51 == 2;
        if(b_96)
        {
          // BLOCK 14
          f_97  =  fabs(f_90);
          f_98  =  f_97 * 0.70710677F;
          f_99  =  -f_98;
          f_100  =  f_99 * f_98;
          f_101  =  exp(f_100);
          f_102  =  fma(f_98, 0.3275911F, 1.0F);
          f_103  =  1.0F / f_102;
          f_104  =  fma(f_103, 1.0614054F, -1.4531521F);
          f_105  =  fma(f_103, f_104, 1.4214138F);
          f_106  =  fma(f_103, f_105, -0.28449672F);
          f_107  =  fma(f_103, f_106, 0.2548296F);
          f_108  =  f_107 * f_103;
          f_109  =  f_108 * 0.5F;
          f_110  =  f_101 * f_109;
          i_111  =  isless(0.0F, f_90);
          if(i_111 == 1)
          {
            // BLOCK 15
            f_112  =  1.0F - f_110;
            f_113  =  f_112;
          }  // B14
          else
          {
            // BLOCK 16
            f_113  =  f_110;
          }  // B14
          // BLOCK 17 MERGES [15 16 ]
          f_114  =  f_90 * 0.3989423F;
          f_115  =  fma(f_101, f_114, f_113);
          f_116  =  f_115;
        }  // B13
        else
        {
          // BLOCK 18
          f_116  =  f_95;
        }  // B13
        // BLOCK 19 MERGES [18 17 ]
        b_117  =  i_51 == 3;
        if(b_117)
        {
          // BLOCK 20
          i_118  =  isless(16.0F, f_90);
          if(i_118 == 1)
          {
            // BLOCK 21
            f_119  =  16.0F;
          }  // B20
          else
          {
            // BLOCK 22
            f_119  =  f_90;
          }  // B20
          // BLOCK 23 MERGES [22 21 ]
          i_120  =  isless(f_90, -16.0F);
          if(i_120 == 1)
          {
            // BLOCK 24
            f_121  =  -16.0F;
          }  // B23
          else
          {
            // BLOCK 25
            f_121  =  f_119;
          }  // B23
          // BLOCK 26 MERGES [25 24 ]
          f_122  =  f_121 * 0.7978846F;
          f_123  =  f_121 * f_121;
          f_124  =  fma(f_123, 0.044715F, 1.0F);
          f_125  =  f_122 * f_124;
          f_126  =  fabs(f_125);
          f_127  =  f_126 * -2.0F;
          f_128  =  exp(f_127);
          f_129  =  f_128 + 1.0F;
          f_130  =  1.0F / f_129;
          f_131  =  f_130 * f_128;
          i_132  =  isless(0.0F, f_121);
          if(i_132 == 1)
          {
            // BLOCK 27
            f_133  =  f_130;
          }  // B26
          else
          {
            // BLOCK 28
            f_133  =  f_131;
          }  // B26
          // BLOCK 29 MERGES [27 28 ]
          f_134  =  f_130 * f_131;
          f_135  =  f_121 * 2.0F;
          f_136  =  f_134 * f_135;
          f_137  =  f_136 * 0.7978846F;
          f_138  =  fma(f_123, 0.134145F, 1.0F);
          f_139  =  fma(f_137, f_138, f_133);
          f_77  =  f_139;
        }  // B19
        else
        {
          // BLOCK 30
          f_77  =  f_116;
        }  // B19
      }  // B3
      // BLOCK 31 MERGES [4 30 29 ]
      i_140  =  i_39 * i_75;
      i_141  =  i_140 + i_73;
      l_142  =  (long) i_141;
      l_143  =  l_142 + 4L;
      l_144  =  l_143 << 2;
      ul_145  =  ul_2 + l_144;
      f_146  =  *((__global float *) ul_145);
      i_147  =  i_49 * i_75;
      i_148  =  i_147 + i_67;
      l_149  =  (long) i_148;
      l_150  =  l_149 + 4L;
      l_151  =  l_150 << 2;
      ul_152  =  ul_4 + l_151;
      f_153  =  f_77 * f_59;
      f_154  =  f_153 * f_146;
      *((__global float *) ul_152)  =  f_154;
      i_155  =  i_75 + i_12;
      i_75  =  i_155;
    }  // B2
    // BLOCK 32
  }  // B0
  else
  {
    // BLOCK 33
  }  // B0
  // BLOCK 34 MERGES [33 32 ]
  return;
}  //  kernel
