__kernel void backwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *last, __global uchar *sizes, __global uchar *sums)
{
  bool b_16, b_51;
  float f_74, f_75, f_97, f_111, f_112;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_31, i_33, i_35, i_37, i_39, i_41, i_42, i_44, i_45;
  int i_46, i_47, i_48, i_49, i_50, i_53, i_55, i_57, i_59, i_61, i_62, i_63;
  int i_64, i_65, i_66, i_67, i_68, i_69, i_76, i_77, i_78, i_79, i_80, i_81;
  int i_82, i_83, i_84, i_85, i_86, i_87, i_88, i_89, i_90, i_91, i_92, i_93;
  int i_94, i_95, i_96, i_98, i_99, i_100, i_105, i_106, i_113;
  long l_70, l_71, l_72, l_101, l_102, l_103, l_107, l_108, l_109;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_17, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_32, ul_34, ul_36, ul_38, ul_40, ul_43, ul_52, ul_54, ul_56;
  ulong ul_58, ul_60, ul_73, ul_104, ul_110;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) last;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) sums;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 28L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 32L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 16L;
  i_11  =  *((__global int *) ul_10);
  i_12  =  get_global_id(0);
  i_13  =  i_5 * i_11;
  i_14  =  i_13 * i_7;
  i_15  =  i_14 * i_9;
  b_16  =  i_12 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_2 + 36L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_2 + 24L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 84L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 88L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 92L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 96L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 100L;
    i_30  =  *((__global int *) ul_29);
    i_31  =  *((__global int *) ul_25);
    ul_32  =  ul_2 + 124L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 128L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 132L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 136L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_2 + 140L;
    i_41  =  *((__global int *) ul_40);
    i_42  =  *((__global int *) ul_36);
    ul_43  =  ul_2 + 40L;
    i_44  =  *((__global int *) ul_43);
    i_45  =  i_12 / i_9;
    i_46  =  i_45 / i_7;
    i_47  =  i_46 / i_5;
    i_48  =  i_46 % i_5;
    i_49  =  i_45 % i_7;
    i_50  =  i_12 % i_9;
    b_51  =  i_44 == 1;
    if(b_51)
    {
      // BLOCK 2
      ul_52  =  ul_2 + 104L;
      i_53  =  *((__global int *) ul_52);
      ul_54  =  ul_2 + 108L;
      i_55  =  *((__global int *) ul_54);
      ul_56  =  ul_2 + 112L;
      i_57  =  *((__global int *) ul_56);
      ul_58  =  ul_2 + 116L;
      i_59  =  *((__global int *) ul_58);
      ul_60  =  ul_2 + 120L;
      i_61  =  *((__global int *) ul_60);
      i_62  =  i_47 * i_55;
      i_63  =  i_62 + i_53;
      i_64  =  i_48 * i_57;
      i_65  =  i_63 + i_64;
      i_66  =  i_49 * i_59;
      i_67  =  i_65 + i_66;
      i_68  =  i_50 * i_61;
      i_69  =  i_67 + i_68;
      l_70  =  (long) i_69;
      l_71  =  l_70 + 4L;
      l_72  =  l_71 << 2;
      ul_73  =  ul_1 + l_72;
      f_74  =  *((__global float *) ul_73);
      f_75  =  f_74;
    }  // B1
    else
    {
      // BLOCK 3
      f_75  =  0.0F;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    i_76  =  i_35 * i_47;
    i_77  =  i_76 + i_33;
    i_78  =  i_18 + i_20;
    i_79  =  i_78 + -1;
    i_80  =  i_79 / i_18;
    i_81  =  i_80 * i_48;
    i_82  =  i_81 * i_37;
    i_83  =  i_77 + i_82;
    i_84  =  i_39 * i_49;
    i_85  =  i_83 + i_84;
    i_86  =  i_41 * i_50;
    i_87  =  i_85 + i_86;
    i_88  =  i_24 * i_47;
    i_89  =  i_88 + i_22;
    i_90  =  i_26 * i_81;
    i_91  =  i_89 + i_90;
    i_92  =  i_28 * i_49;
    i_93  =  i_91 + i_92;
    i_94  =  i_30 * i_50;
    i_95  =  i_93 + i_94;
    i_96  =  i_80 + -1;
    f_97  =  f_75;
    // BLOCK 5 MERGES [4 6 ]
    f_97  =  f_75;
    i_98  =  i_96;
    for(;i_98 >= 0;)
    {
      // BLOCK 6
      i_99  =  i_42 * i_98;
      i_100  =  i_99 + i_87;
      l_101  =  (long) i_100;
      l_102  =  l_101 + 4L;
      l_103  =  l_102 << 2;
      ul_104  =  ul_3 + l_103;
      *((__global float *) ul_104)  =  f_97;
      i_105  =  i_31 * i_98;
      i_106  =  i_105 + i_95;
      l_107  =  (long) i_106;
      l_108  =  l_107 + 4L;
      l_109  =  l_108 << 2;
      ul_110  =  ul_0 + l_109;
      f_111  =  *((__global float *) ul_110);
      f_112  =  f_97 + f_111;
      i_113  =  i_98 + -1;
      f_97  =  f_112;
      i_98  =  i_113;
    }  // B5
    // BLOCK 7
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
