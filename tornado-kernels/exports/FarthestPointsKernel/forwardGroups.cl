__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *distances, __global uchar *y)
{
  float f_66, f_73, f_82, f_89, f_95, f_96, f_97, f_110, f_111, f_112, f_114, f_116;
  float f_117, f_132, f_133;
  int i_8, i_10, i_12, i_13, i_18, i_22, i_23, i_24, i_25, i_26, i_27, i_28;
  int i_29, i_30, i_35, i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_67, i_72;
  int i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_83, i_84, i_90, i_98;
  int i_99, i_100, i_101, i_102, i_103, i_104, i_105, i_113, i_115, i_118, i_119, i_120;
  int i_121, i_122, i_123, i_124, i_125, i_126, i_127, i_134, i_135, i_136, i_137, i_138;
  int i_139, i_140, i_141, i_142, i_143, i_144;
  long l_14, l_15, l_16, l_31, l_32, l_33, l_62, l_63, l_64, l_68, l_69, l_70;
  long l_85, l_86, l_87, l_91, l_92, l_93, l_106, l_107, l_108, l_128, l_129, l_130;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_7, ul_9, ul_11, ul_17, ul_19, ul_20, ul_21;
  ulong ul_34, ul_36, ul_37, ul_38, ul_39, ul_40, ul_41, ul_42, ul_65, ul_71, ul_88, ul_94;
  ulong ul_109, ul_131;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) distances;
  ul_4  =  (ulong) y;
  __local float adf_5[64];
  __local int adi_6[64];
  ul_7  =  ul_2 + 32L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 20L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 28L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_group_id(0);
  l_14  =  (long) i_13;
  l_15  =  l_14 + 4L;
  l_16  =  l_15 << 2;
  ul_17  =  ul_1 + l_16;
  i_18  =  *((__global int *) ul_17);
  ul_19  =  ul_2 + 72L;
  ul_20  =  ul_2 + 60L;
  ul_21  =  ul_2 + 56L;
  i_22  =  get_local_id(0);
  // BLOCK 1 MERGES [0 2 ]
  i_23  =  i_22;
  for(;i_23 < i_10;)
  {
    // BLOCK 2
    i_24  =  *((__global int *) ul_21);
    i_25  =  *((__global int *) ul_20);
    i_26  =  *((__global int *) ul_19);
    i_27  =  i_25 * i_13;
    i_28  =  i_27 + i_24;
    i_29  =  i_26 * i_23;
    i_30  =  i_28 + i_29;
    l_31  =  (long) i_30;
    l_32  =  l_31 + 4L;
    l_33  =  l_32 << 2;
    ul_34  =  ul_3 + l_33;
    *((__global float *) ul_34)  =  3.4028235E38F;
    i_35  =  i_8 + i_23;
    i_23  =  i_35;
  }  // B1
  // BLOCK 3
  ul_36  =  ul_2 + 88L;
  ul_37  =  ul_2 + 80L;
  ul_38  =  ul_2 + 76L;
  ul_39  =  ul_2 + 48L;
  ul_40  =  ul_2 + 40L;
  ul_41  =  ul_2 + 36L;
  ul_42  =  ul_2 + 24L;
  // BLOCK 4 MERGES [3 26 ]
  i_43  =  0;
  i_44  =  0;
  for(;;)
  {
    i_45  =  *((__global int *) ul_42);
    if(!(i_44 < i_45))
    {
      break;
    }
    // BLOCK 5
    i_46  =  *((__global int *) ul_41);
    i_47  =  *((__global int *) ul_40);
    i_48  =  *((__global int *) ul_39);
    i_49  =  *((__global int *) ul_38);
    i_50  =  *((__global int *) ul_37);
    i_51  =  *((__global int *) ul_36);
    i_52  =  i_50 * i_13;
    i_53  =  i_52 + i_49;
    i_54  =  i_51 * i_44;
    i_55  =  i_53 + i_54;
    i_56  =  i_47 * i_13;
    i_57  =  i_56 + i_46;
    i_58  =  i_43 * i_48;
    i_59  =  i_57 + i_58;
    // BLOCK 6 MERGES [5 7 ]
    i_60  =  i_22;
    for(;i_60 < i_12;)
    {
      // BLOCK 7
      i_61  =  i_59 + i_60;
      l_62  =  (long) i_61;
      l_63  =  l_62 + 4L;
      l_64  =  l_63 << 2;
      ul_65  =  ul_0 + l_64;
      f_66  =  *((__global float *) ul_65);
      i_67  =  i_55 + i_60;
      l_68  =  (long) i_67;
      l_69  =  l_68 + 4L;
      l_70  =  l_69 << 2;
      ul_71  =  ul_4 + l_70;
      *((__global float *) ul_71)  =  f_66;
      i_72  =  i_60 + i_8;
      i_60  =  i_72;
    }  // B6
    // BLOCK 8
    // BLOCK 9 MERGES [8 13 ]
    f_73  =  -1.0F;
    i_74  =  i_22;
    for(;i_74 < i_18;)
    {
      // BLOCK 10
      i_75  =  *((__global int *) ul_41);
      i_76  =  *((__global int *) ul_40);
      i_77  =  *((__global int *) ul_39);
      i_78  =  i_76 * i_13;
      i_79  =  i_78 + i_75;
      i_80  =  i_77 * i_74;
      i_81  =  i_79 + i_80;
      // BLOCK 11 MERGES [10 12 ]
      f_82  =  0.0F;
      i_83  =  0;
      for(;i_83 < i_12;)
      {
        // BLOCK 12
        i_84  =  i_81 + i_83;
        l_85  =  (long) i_84;
        l_86  =  l_85 + 4L;
        l_87  =  l_86 << 2;
        ul_88  =  ul_0 + l_87;
        f_89  =  *((__global float *) ul_88);
        i_90  =  i_83 + i_59;
        l_91  =  (long) i_90;
        l_92  =  l_91 + 4L;
        l_93  =  l_92 << 2;
        ul_94  =  ul_0 + l_93;
        f_95  =  *((__global float *) ul_94);
        f_96  =  f_89 - f_95;
        f_97  =  fma(f_96, f_96, f_82);
        i_98  =  i_83 + 1;
        f_82  =  f_97;
        i_83  =  i_98;
      }  // B11
      // BLOCK 13
      i_99  =  *((__global int *) ul_21);
      i_100  =  *((__global int *) ul_20);
      i_101  =  *((__global int *) ul_19);
      i_102  =  i_100 * i_13;
      i_103  =  i_102 + i_99;
      i_104  =  i_101 * i_74;
      i_105  =  i_103 + i_104;
      l_106  =  (long) i_105;
      l_107  =  l_106 + 4L;
      l_108  =  l_107 << 2;
      ul_109  =  ul_3 + l_108;
      f_110  =  *((__global float *) ul_109);
      f_111  =  fmin(f_110, f_82);
      *((__global float *) ul_109)  =  f_111;
      f_112  =  fmax(f_73, f_111);
      i_113  =  i_74 + i_8;
      f_73  =  f_112;
      i_74  =  i_113;
    }  // B9
    // BLOCK 14
    adf_5[i_22]  =  f_73;
    barrier(CLK_LOCAL_MEM_FENCE);
    // BLOCK 15 MERGES [14 16 ]
    f_114  =  -1.0F;
    i_115  =  0;
    for(;i_115 < i_8;)
    {
      // BLOCK 16
      f_116  =  adf_5[i_115];
      f_117  =  fmax(f_114, f_116);
      i_118  =  i_115 + 1;
      f_114  =  f_117;
      i_115  =  i_118;
    }  // B15
    // BLOCK 17
    // BLOCK 18 MERGES [17 22 ]
    i_119  =  2147483647;
    i_120  =  i_22;
    for(;i_120 < i_18;)
    {
      // BLOCK 19
      i_121  =  *((__global int *) ul_21);
      i_122  =  *((__global int *) ul_20);
      i_123  =  *((__global int *) ul_19);
      i_124  =  i_122 * i_13;
      i_125  =  i_124 + i_121;
      i_126  =  i_123 * i_120;
      i_127  =  i_125 + i_126;
      l_128  =  (long) i_127;
      l_129  =  l_128 + 4L;
      l_130  =  l_129 << 2;
      ul_131  =  ul_3 + l_130;
      f_132  =  *((__global float *) ul_131);
      f_133  =  f_114 * 0.99993896F;
      i_134  =  isless(f_132, f_133);
      if(i_134 == 1)
      {
        // BLOCK 20
        i_135  =  2147483647;
      }  // B19
      else
      {
        // BLOCK 21
        i_135  =  i_120;
      }  // B19
      // BLOCK 22 MERGES [21 20 ]
      i_136  =  min(i_119, i_135);
      i_137  =  i_120 + i_8;
      i_119  =  i_136;
      i_120  =  i_137;
    }  // B18
    // BLOCK 23
    adi_6[i_22]  =  i_119;
    barrier(CLK_LOCAL_MEM_FENCE);
    // BLOCK 24 MERGES [23 25 ]
    i_138  =  2147483647;
    i_139  =  0;
    for(;i_139 < i_8;)
    {
      // BLOCK 25
      i_140  =  adi_6[i_139];
      i_141  =  min(i_138, i_140);
      i_142  =  i_139 + 1;
      i_138  =  i_141;
      i_139  =  i_142;
    }  // B24
    // BLOCK 26
    i_143  =  (i_138 < i_18) ? i_138 : 0;
    i_144  =  i_44 + 1;
    i_43  =  i_143;
    i_44  =  i_144;
  }  // B4
  // BLOCK 27
  return;
}  //  kernel
