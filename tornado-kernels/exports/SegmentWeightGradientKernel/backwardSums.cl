__kernel void backwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dw)
{
  bool b_14;
  float f_36, f_37, f_75, f_76, f_80, f_88, f_95, f_96, f_98, f_99, f_100, f_101;
  float f_102, f_104, f_105;
  int i_6, i_8, i_10, i_11, i_12, i_13, i_16, i_18, i_20, i_21, i_22, i_23;
  int i_24, i_25, i_38, i_39, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_77;
  int i_78, i_79, i_81, i_82, i_83, i_89, i_90, i_97, i_103, i_106, i_107, i_109;
  int i_111, i_113, i_115, i_116, i_117, i_118, i_119, i_120, i_121;
  long l_40, l_41, l_42, l_84, l_85, l_86, l_91, l_92, l_93, l_122, l_123, l_124;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_15, ul_17, ul_19, ul_26;
  ulong ul_27, ul_28, ul_29, ul_30, ul_31, ul_32, ul_33, ul_34, ul_35, ul_43, ul_87, ul_94;
  ulong ul_108, ul_110, ul_112, ul_114, ul_125;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) dw;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 32L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 36L;
  i_10  =  *((__global int *) ul_9);
  i_11  =  get_global_id(0);
  i_12  =  i_6 * i_10;
  i_13  =  i_12 * i_8;
  b_14  =  i_11 < i_13;
  if(b_14)
  {
    // BLOCK 1
    ul_15  =  ul_3 + 16L;
    i_16  =  *((__global int *) ul_15);
    ul_17  =  ul_3 + 52L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_3 + 72L;
    i_20  =  *((__global int *) ul_19);
    i_21  =  i_18 * i_10;
    i_22  =  i_11 / i_8;
    i_23  =  i_22 / i_10;
    i_24  =  i_22 % i_10;
    i_25  =  i_11 % i_8;
    ul_26  =  ul_3 + 76L;
    ul_27  =  ul_3 + 68L;
    ul_28  =  ul_3 + 64L;
    ul_29  =  ul_3 + 60L;
    ul_30  =  ul_3 + 56L;
    ul_31  =  ul_3 + 48L;
    ul_32  =  ul_3 + 44L;
    ul_33  =  ul_3 + 40L;
    ul_34  =  ul_3 + 28L;
    ul_35  =  ul_3 + 24L;
    // BLOCK 2 MERGES [1 12 ]
    f_36  =  0.0F;
    f_37  =  0.0F;
    i_38  =  0;
    for(;i_38 < i_16;)
    {
      // BLOCK 3
      i_39  =  *((__global int *) ul_35);
      l_40  =  (long) i_38;
      l_41  =  l_40 + 4L;
      l_42  =  l_41 << 2;
      ul_43  =  ul_2 + l_42;
      i_44  =  *((__global int *) ul_43);
      i_45  =  *((__global int *) ul_34);
      i_46  =  *((__global int *) ul_33);
      i_47  =  *((__global int *) ul_32);
      i_48  =  *((__global int *) ul_31);
      i_49  =  *((__global int *) ul_17);
      i_50  =  *((__global int *) ul_30);
      i_51  =  *((__global int *) ul_29);
      i_52  =  *((__global int *) ul_28);
      i_53  =  *((__global int *) ul_27);
      i_54  =  *((__global int *) ul_26);
      i_55  =  i_52 * i_38;
      i_56  =  i_55 + i_51;
      i_57  =  i_23 * i_53;
      i_58  =  i_56 + i_57;
      i_59  =  i_25 * i_54;
      i_60  =  i_58 + i_59;
      i_61  =  i_47 * i_38;
      i_62  =  i_61 + i_46;
      i_63  =  i_48 * i_23;
      i_64  =  i_62 + i_63;
      i_65  =  i_24 * i_49;
      i_66  =  i_64 + i_65;
      i_67  =  i_50 * i_25;
      i_68  =  i_66 + i_67;
      i_69  =  min(i_39, i_44);
      i_70  =  i_69 - i_24;
      i_71  =  i_70 + i_10;
      i_72  =  i_71 + -1;
      i_73  =  i_72 / i_10;
      i_74  =  min(i_45, i_73);
      // BLOCK 4 MERGES [3 11 ]
      f_75  =  f_36;
      f_76  =  f_37;
      i_77  =  0;
      for(;i_77 < i_74;)
      {
        // BLOCK 5
        i_78  =  i_77 + 64;
        i_79  =  min(i_74, i_78);
        // BLOCK 6 MERGES [5 7 ]
        f_80  =  0.0F;
        i_81  =  i_77;
        for(;i_81 < i_79;)
        {
          // BLOCK 7
          i_82  =  i_20 * i_81;
          i_83  =  i_82 + i_60;
          l_84  =  (long) i_83;
          l_85  =  l_84 + 4L;
          l_86  =  l_85 << 2;
          ul_87  =  ul_1 + l_86;
          f_88  =  *((__global float *) ul_87);
          i_89  =  i_21 * i_81;
          i_90  =  i_89 + i_68;
          l_91  =  (long) i_90;
          l_92  =  l_91 + 4L;
          l_93  =  l_92 << 2;
          ul_94  =  ul_0 + l_93;
          f_95  =  *((__global float *) ul_94);
          f_96  =  fma(f_88, f_95, f_80);
          i_97  =  i_81 + 1;
          f_80  =  f_96;
          i_81  =  i_97;
        }  // B6
        // BLOCK 8
        f_98  =  f_80 - f_76;
        f_99  =  f_98 + f_75;
        f_100  =  f_99 - f_75;
        f_101  =  f_100 - f_98;
        f_102  =  f_101 * 0.0F;
        i_103  =  isequal(f_102, 0.0F);
        if(i_103 == 1)
        {
          // BLOCK 9
          f_104  =  f_101;
        }  // B8
        else
        {
          // BLOCK 10
          f_104  =  0.0F;
        }  // B8
        // BLOCK 11 MERGES [9 10 ]
        f_105  =  f_99;
        i_106  =  i_78;
        f_75  =  f_105;
        f_76  =  f_104;
        i_77  =  i_106;
      }  // B4
      // BLOCK 12
      i_107  =  i_38 + 1;
      f_36  =  f_75;
      f_37  =  f_76;
      i_38  =  i_107;
    }  // B2
    // BLOCK 13
    ul_108  =  ul_3 + 80L;
    i_109  =  *((__global int *) ul_108);
    ul_110  =  ul_3 + 88L;
    i_111  =  *((__global int *) ul_110);
    ul_112  =  ul_3 + 92L;
    i_113  =  *((__global int *) ul_112);
    ul_114  =  ul_3 + 96L;
    i_115  =  *((__global int *) ul_114);
    i_116  =  i_111 * i_23;
    i_117  =  i_116 + i_109;
    i_118  =  i_113 * i_25;
    i_119  =  i_117 + i_118;
    i_120  =  i_115 * i_24;
    i_121  =  i_119 + i_120;
    l_122  =  (long) i_121;
    l_123  =  l_122 + 4L;
    l_124  =  l_123 << 2;
    ul_125  =  ul_4 + l_124;
    *((__global float *) ul_125)  =  f_36;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
