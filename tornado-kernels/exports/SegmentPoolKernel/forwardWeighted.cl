__kernel void forwardWeighted(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *weights, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_21;
  float f_65, f_66, f_70, f_79, f_86, f_87, f_89, f_90, f_91, f_92, f_93, f_95;
  float f_96;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_22, i_23;
  int i_24, i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_48;
  int i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60;
  int i_61, i_62, i_63, i_64, i_67, i_68, i_69, i_71, i_72, i_73, i_74, i_80;
  int i_81, i_88, i_94, i_97, i_99, i_101, i_103, i_105, i_107, i_108, i_109, i_110;
  int i_111, i_112, i_113, i_114, i_115;
  long l_25, l_26, l_27, l_75, l_76, l_77, l_82, l_83, l_84, l_116, l_117, l_118;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_28;
  ulong ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_78, ul_85, ul_98;
  ulong ul_100, ul_102, ul_104, ul_106, ul_119;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) weights;
  ul_2  =  (ulong) lengths;
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
  ul_13  =  ul_3 + 36L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_3 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_6 * i_16;
  i_19  =  i_18 * i_10;
  i_20  =  i_19 * i_12;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    i_22  =  i_17 / i_12;
    i_23  =  i_22 / i_10;
    i_24  =  i_23 / i_6;
    l_25  =  (long) i_24;
    l_26  =  l_25 + 4L;
    l_27  =  l_26 << 2;
    ul_28  =  ul_2 + l_27;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_3 + 40L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_3 + 44L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_3 + 48L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_3 + 56L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_3 + 52L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 60L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_3 + 68L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_3 + 72L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_3 + 76L;
    i_47  =  *((__global int *) ul_46);
    i_48  =  i_23 % i_6;
    i_49  =  i_48 * i_43;
    i_50  =  i_49 + i_41;
    i_51  =  i_17 % i_12;
    i_52  =  i_51 * i_45;
    i_53  =  i_50 + i_52;
    i_54  =  i_33 * i_24;
    i_55  =  i_54 + i_31;
    i_56  =  i_35 * i_48;
    i_57  =  i_55 + i_56;
    i_58  =  i_37 * i_51;
    i_59  =  i_57 + i_58;
    i_60  =  i_22 % i_10;
    i_61  =  i_14 * i_60;
    i_62  =  i_61 + i_14;
    i_63  =  min(i_8, i_29);
    i_64  =  min(i_62, i_63);
    // BLOCK 2 MERGES [1 9 ]
    f_65  =  0.0F;
    f_66  =  0.0F;
    i_67  =  i_61;
    for(;i_67 < i_64;)
    {
      // BLOCK 3
      i_68  =  i_67 + 64;
      i_69  =  min(i_64, i_68);
      // BLOCK 4 MERGES [3 5 ]
      f_70  =  0.0F;
      i_71  =  i_67;
      for(;i_71 < i_69;)
      {
        // BLOCK 5
        i_72  =  i_71 - i_61;
        i_73  =  i_72 * i_47;
        i_74  =  i_73 + i_53;
        l_75  =  (long) i_74;
        l_76  =  l_75 + 4L;
        l_77  =  l_76 << 2;
        ul_78  =  ul_1 + l_77;
        f_79  =  *((__global float *) ul_78);
        i_80  =  i_39 * i_71;
        i_81  =  i_80 + i_59;
        l_82  =  (long) i_81;
        l_83  =  l_82 + 4L;
        l_84  =  l_83 << 2;
        ul_85  =  ul_0 + l_84;
        f_86  =  *((__global float *) ul_85);
        f_87  =  fma(f_79, f_86, f_70);
        i_88  =  i_71 + 1;
        f_70  =  f_87;
        i_71  =  i_88;
      }  // B4
      // BLOCK 6
      f_89  =  f_70 - f_66;
      f_90  =  f_65 + f_89;
      f_91  =  f_90 - f_65;
      f_92  =  f_91 - f_89;
      f_93  =  f_92 * 0.0F;
      i_94  =  isequal(f_93, 0.0F);
      if(i_94 == 1)
      {
        // BLOCK 7
        f_95  =  f_92;
      }  // B6
      else
      {
        // BLOCK 8
        f_95  =  0.0F;
      }  // B6
      // BLOCK 9 MERGES [7 8 ]
      f_96  =  f_90;
      i_97  =  i_68;
      f_65  =  f_96;
      f_66  =  f_95;
      i_67  =  i_97;
    }  // B2
    // BLOCK 10
    ul_98  =  ul_3 + 80L;
    i_99  =  *((__global int *) ul_98);
    ul_100  =  ul_3 + 84L;
    i_101  =  *((__global int *) ul_100);
    ul_102  =  ul_3 + 88L;
    i_103  =  *((__global int *) ul_102);
    ul_104  =  ul_3 + 92L;
    i_105  =  *((__global int *) ul_104);
    ul_106  =  ul_3 + 96L;
    i_107  =  *((__global int *) ul_106);
    i_108  =  i_101 * i_24;
    i_109  =  i_108 + i_99;
    i_110  =  i_103 * i_48;
    i_111  =  i_109 + i_110;
    i_112  =  i_105 * i_60;
    i_113  =  i_111 + i_112;
    i_114  =  i_107 * i_51;
    i_115  =  i_113 + i_114;
    l_116  =  (long) i_115;
    l_117  =  l_116 + 4L;
    l_118  =  l_117 << 2;
    ul_119  =  ul_4 + l_118;
    *((__global float *) ul_119)  =  f_65;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
