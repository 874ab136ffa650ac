__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *assignment, __global uchar *u, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_28, f_33, f_34, f_38, f_39, f_52, f_65, f_66, f_67, f_68, f_69, f_71;
  float f_90, f_92, f_93;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24, i_25;
  int i_26, i_27, i_29, i_35, i_36, i_37, i_40, i_41, i_42, i_43, i_44, i_45;
  int i_46, i_47, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_70, i_73;
  int i_75, i_77, i_79, i_80, i_81, i_82, i_83, i_84, i_85, i_91, i_95, i_97;
  int i_99, i_101, i_102, i_103, i_104, i_105, i_106, i_107;
  long l_48, l_49, l_50, l_61, l_62, l_63, l_86, l_87, l_88, l_108, l_109, l_110;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_17, ul_19, ul_21;
  ulong ul_23, ul_30, ul_31, ul_32, ul_51, ul_64, ul_72, ul_74, ul_76, ul_78, ul_89, ul_94;
  ulong ul_96, ul_98, ul_100, ul_111;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) assignment;
  ul_2  =  (ulong) u;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_8 * i_12;
  i_15  =  i_14 * i_10;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_3 + 32L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_3 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_3 + 48L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_3 + 44L;
    i_24  =  *((__global int *) ul_23);
    i_25  =  i_13 % i_10;
    i_26  =  i_13 / i_10;
    i_27  =  i_26 % i_8;
    f_28  =  (float) i_27;
    i_29  =  i_26 / i_8;
    ul_30  =  ul_3 + 88L;
    ul_31  =  ul_3 + 76L;
    ul_32  =  ul_3 + 72L;
    // BLOCK 2 MERGES [1 9 ]
    f_33  =  0.0F;
    f_34  =  0.0F;
    i_35  =  0;
    for(;i_35 < i_6;)
    {
      // BLOCK 3
      i_36  =  i_35 + 256;
      i_37  =  min(i_6, i_36);
      // BLOCK 4 MERGES [3 8 ]
      f_38  =  f_34;
      f_39  =  0.0F;
      i_40  =  i_35;
      for(;i_40 < i_37;)
      {
        // BLOCK 5
        i_41  =  *((__global int *) ul_32);
        i_42  =  *((__global int *) ul_31);
        i_43  =  *((__global int *) ul_30);
        i_44  =  i_29 * i_42;
        i_45  =  i_44 + i_41;
        i_46  =  i_43 * i_40;
        i_47  =  i_45 + i_46;
        l_48  =  (long) i_47;
        l_49  =  l_48 + 4L;
        l_50  =  l_49 << 2;
        ul_51  =  ul_1 + l_50;
        f_52  =  *((__global float *) ul_51);
        i_53  =  i_40 + 1;
        i_54  =  isequal(f_28, f_52);
        if(i_54 == 1)
        {
          // BLOCK 6
          i_55  =  i_24 * i_40;
          i_56  =  i_20 * i_29;
          i_57  =  i_56 + i_18;
          i_58  =  i_25 * i_22;
          i_59  =  i_57 + i_58;
          i_60  =  i_55 + i_59;
          l_61  =  (long) i_60;
          l_62  =  l_61 + 4L;
          l_63  =  l_62 << 2;
          ul_64  =  ul_0 + l_63;
          f_65  =  *((__global float *) ul_64);
          f_66  =  f_39 + f_65;
          f_67  =  f_38 + 1.0F;
          f_68  =  f_67;
          f_69  =  f_66;
        }  // B5
        else
        {
          // BLOCK 7
          f_68  =  f_38;
          f_69  =  f_39;
        }  // B5
        // BLOCK 8 MERGES [7 6 ]
        i_70  =  i_53;
        f_38  =  f_68;
        f_39  =  f_69;
        i_40  =  i_70;
      }  // B4
      // BLOCK 9
      f_71  =  f_33 + f_39;
      f_33  =  f_71;
      f_34  =  f_38;
      i_35  =  i_36;
    }  // B2
    // BLOCK 10
    ul_72  =  ul_3 + 52L;
    i_73  =  *((__global int *) ul_72);
    ul_74  =  ul_3 + 56L;
    i_75  =  *((__global int *) ul_74);
    ul_76  =  ul_3 + 64L;
    i_77  =  *((__global int *) ul_76);
    ul_78  =  ul_3 + 68L;
    i_79  =  *((__global int *) ul_78);
    i_80  =  i_75 * i_29;
    i_81  =  i_80 + i_73;
    i_82  =  i_77 * i_27;
    i_83  =  i_81 + i_82;
    i_84  =  i_79 * i_25;
    i_85  =  i_83 + i_84;
    l_86  =  (long) i_85;
    l_87  =  l_86 + 4L;
    l_88  =  l_87 << 2;
    ul_89  =  ul_2 + l_88;
    f_90  =  *((__global float *) ul_89);
    i_91  =  isless(0.0F, f_34);
    if(i_91 == 1)
    {
      // BLOCK 11
      f_92  =  f_33 / f_34;
      f_93  =  f_92;
    }  // B10
    else
    {
      // BLOCK 12
      f_93  =  f_90;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    ul_94  =  ul_3 + 92L;
    i_95  =  *((__global int *) ul_94);
    ul_96  =  ul_3 + 96L;
    i_97  =  *((__global int *) ul_96);
    ul_98  =  ul_3 + 104L;
    i_99  =  *((__global int *) ul_98);
    ul_100  =  ul_3 + 108L;
    i_101  =  *((__global int *) ul_100);
    i_102  =  i_97 * i_29;
    i_103  =  i_102 + i_95;
    i_104  =  i_99 * i_27;
    i_105  =  i_103 + i_104;
    i_106  =  i_101 * i_25;
    i_107  =  i_105 + i_106;
    l_108  =  (long) i_107;
    l_109  =  l_108 + 4L;
    l_110  =  l_109 << 2;
    ul_111  =  ul_4 + l_110;
    *((__global float *) ul_111)  =  f_93;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
