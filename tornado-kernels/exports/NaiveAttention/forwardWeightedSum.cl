__kernel void forwardWeightedSum(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *probabilities, __global uchar *w, __global uchar *ranges, __global uchar *shape, __global uchar *o)
{
  bool b_17;
  float f_64, f_65, f_69, f_76, f_79, f_93, f_94, f_96, f_97, f_98, f_99;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_16, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_30, i_32, i_34, i_36, i_38, i_40, i_42, i_44;
  int i_46, i_48, i_50, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_66, i_67, i_68, i_70, i_71, i_77, i_78, i_80, i_81, i_82, i_83, i_84;
  int i_85, i_86, i_87, i_88, i_95, i_101, i_103, i_105, i_107, i_109, i_110, i_111;
  int i_112, i_113, i_114, i_115, i_116, i_117;
  long l_26, l_27, l_28, l_51, l_52, l_53, l_72, l_73, l_74, l_89, l_90, l_91;
  long l_118, l_119, l_120;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_29, ul_31, ul_33;
  ulong ul_35, ul_37, ul_39, ul_41, ul_43, ul_45, ul_47, ul_49, ul_54, ul_75, ul_92, ul_100;
  ulong ul_102, ul_104, ul_106, ul_108, ul_121;

  // BLOCK 0
  ul_0  =  (ulong) probabilities;
  ul_1  =  (ulong) w;
  ul_2  =  (ulong) ranges;
  ul_3  =  (ulong) shape;
  ul_4  =  (ulong) o;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 36L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_8;
  i_16  =  i_15 * i_10;
  b_17  =  i_13 < i_16;
  if(b_17)
  {
    // BLOCK 1
    i_18  =  i_13 / i_10;
    i_19  =  i_18 / i_8;
    i_20  =  i_19 / i_6;
    i_21  =  i_20 * i_8;
    i_22  =  i_18 % i_8;
    i_23  =  i_21 + i_22;
    i_24  =  i_23 << 1;
    i_25  =  i_24 + 1;
    l_26  =  (long) i_25;
    l_27  =  l_26 + 4L;
    l_28  =  l_27 << 2;
    ul_29  =  ul_2 + l_28;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_3 + 72L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_3 + 24L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_3 + 60L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_3 + 64L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_3 + 68L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_3 + 76L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_3 + 40L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_3 + 44L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_3 + 48L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_3 + 52L;
    i_50  =  *((__global int *) ul_49);
    l_51  =  (long) i_24;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    ul_54  =  ul_2 + l_53;
    i_55  =  *((__global int *) ul_54);
    i_56  =  i_46 * i_20;
    i_57  =  i_56 + i_44;
    i_58  =  i_19 % i_6;
    i_59  =  i_58 * i_48;
    i_60  =  i_57 + i_59;
    i_61  =  i_50 * i_22;
    i_62  =  i_60 + i_61;
    i_63  =  i_13 % i_10;
    // BLOCK 2 MERGES [1 9 ]
    f_64  =  0.0F;
    f_65  =  0.0F;
    i_66  =  i_55;
    for(;i_66 < i_30;)
    {
      // BLOCK 3
      i_67  =  i_66 + 128;
      i_68  =  min(i_30, i_67);
      // BLOCK 4 MERGES [3 8 ]
      f_69  =  0.0F;
      i_70  =  i_66;
      for(;i_70 < i_68;)
      {
        // BLOCK 5
        i_71  =  i_62 + i_70;
        l_72  =  (long) i_71;
        l_73  =  l_72 + 4L;
        l_74  =  l_73 << 2;
        ul_75  =  ul_0 + l_74;
        f_76  =  *((__global float *) ul_75);
        i_77  =  i_70 + 1;
        i_78  =  isequal(f_76, 0.0F);
        if(i_78 == 1)
        {
          // BLOCK 6
          f_79  =  f_69;
        }  // B5
        else
        {
          // BLOCK 7
          i_80  =  i_32 * i_70;
          i_81  =  i_38 * i_20;
          i_82  =  i_81 + i_36;
          i_83  =  i_58 / i_34;
          i_84  =  i_83 * i_40;
          i_85  =  i_82 + i_84;
          i_86  =  i_63 * i_42;
          i_87  =  i_85 + i_86;
          i_88  =  i_80 + i_87;
          l_89  =  (long) i_88;
          l_90  =  l_89 + 4L;
          l_91  =  l_90 << 2;
          ul_92  =  ul_1 + l_91;
          f_93  =  *((__global float *) ul_92);
          f_94  =  fma(f_76, f_93, f_69);
          f_79  =  f_94;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        i_95  =  i_77;
        f_69  =  f_79;
        i_70  =  i_95;
      }  // B4
      // BLOCK 9
      f_96  =  f_69 - f_65;
      f_97  =  f_64 + f_96;
      f_98  =  f_97 - f_64;
      f_99  =  f_98 - f_96;
      f_64  =  f_97;
      f_65  =  f_99;
      i_66  =  i_67;
    }  // B2
    // BLOCK 10
    ul_100  =  ul_3 + 80L;
    i_101  =  *((__global int *) ul_100);
    ul_102  =  ul_3 + 84L;
    i_103  =  *((__global int *) ul_102);
    ul_104  =  ul_3 + 88L;
    i_105  =  *((__global int *) ul_104);
    ul_106  =  ul_3 + 92L;
    i_107  =  *((__global int *) ul_106);
    ul_108  =  ul_3 + 96L;
    i_109  =  *((__global int *) ul_108);
    i_110  =  i_103 * i_20;
    i_111  =  i_110 + i_101;
    i_112  =  i_105 * i_58;
    i_113  =  i_111 + i_112;
    i_114  =  i_107 * i_22;
    i_115  =  i_113 + i_114;
    i_116  =  i_109 * i_63;
    i_117  =  i_115 + i_116;
    l_118  =  (long) i_117;
    l_119  =  l_118 + 4L;
    l_120  =  l_119 << 2;
    ul_121  =  ul_4 + l_120;
    *((__global float *) ul_121)  =  f_64;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
