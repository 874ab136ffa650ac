__kernel void forwardValidMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_58, f_59, f_63, f_71, f_72, f_74, f_75, f_76, f_77, f_78, f_80, f_81;
  float f_107, f_108;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_15, i_17, i_18, i_19, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_35, i_36, i_37, i_38, i_39, i_40, i_41;
  int i_42, i_43, i_49, i_50, i_51, i_55, i_56, i_57, i_60, i_61, i_62, i_64;
  int i_65, i_66, i_73, i_79, i_82, i_84, i_86, i_88, i_90, i_92, i_93, i_94;
  int i_95, i_96, i_97, i_98, i_99, i_100, i_105, i_106;
  long l_20, l_21, l_22, l_44, l_45, l_46, l_47, l_48, l_52, l_53, l_54, l_67;
  long l_68, l_69, l_101, l_102, l_103;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_23, ul_25, ul_27, ul_29;
  ulong ul_31, ul_33, ul_70, ul_83, ul_85, ul_87, ul_89, ul_91, ul_104;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
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
    i_17  =  i_12 / i_9;
    i_18  =  i_17 / i_7;
    i_19  =  i_18 / i_5;
    l_20  =  (long) i_19;
    l_21  =  l_20 + 4L;
    l_22  =  l_21 << 2;
    ul_23  =  ul_1 + l_22;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 40L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 44L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 48L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 56L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 52L;
    i_34  =  *((__global int *) ul_33);
    i_35  =  i_28 * i_19;
    i_36  =  i_35 + i_26;
    i_37  =  i_18 % i_5;
    i_38  =  i_37 * i_30;
    i_39  =  i_36 + i_38;
    i_40  =  i_12 % i_9;
    i_41  =  i_40 * i_32;
    i_42  =  i_39 + i_41;
    i_43  =  i_17 % i_7;
    l_44  =  (long) i_43;
    l_45  =  (long) i_24;
    l_46  =  l_44 * l_45;
    l_47  =  (long) i_7;
    l_48  =  l_46 / l_47;
    i_49  =  (int) l_48;
    i_50  =  i_49 + 1;
    i_51  =  i_43 + 1;
    l_52  =  (long) i_51;
    l_53  =  l_52 * l_45;
    l_54  =  l_53 / l_47;
    i_55  =  (int) l_54;
    i_56  =  max(i_50, i_55);
    i_57  =  min(i_24, i_56);
    // BLOCK 2 MERGES [1 9 ]
    f_58  =  0.0F;
    f_59  =  0.0F;
    i_60  =  i_49;
    for(;i_60 < i_57;)
    {
      // BLOCK 3
      i_61  =  i_60 + 64;
      i_62  =  min(i_57, i_61);
      // BLOCK 4 MERGES [3 5 ]
      f_63  =  0.0F;
      i_64  =  i_60;
      for(;i_64 < i_62;)
      {
        // BLOCK 5
        i_65  =  i_34 * i_64;
        i_66  =  i_65 + i_42;
        l_67  =  (long) i_66;
        l_68  =  l_67 + 4L;
        l_69  =  l_68 << 2;
        ul_70  =  ul_0 + l_69;
        f_71  =  *((__global float *) ul_70);
        f_72  =  f_63 + f_71;
        i_73  =  i_64 + 1;
        f_63  =  f_72;
        i_64  =  i_73;
      }  // B4
      // BLOCK 6
      f_74  =  f_63 - f_59;
      f_75  =  f_58 + f_74;
      f_76  =  f_75 - f_58;
      f_77  =  f_76 - f_74;
      f_78  =  f_77 * 0.0F;
      i_79  =  isequal(f_78, 0.0F);
      if(i_79 == 1)
      {
        // BLOCK 7
        f_80  =  f_77;
      }  // B6
      else
      {
        // BLOCK 8
        f_80  =  0.0F;
      }  // B6
      // BLOCK 9 MERGES [7 8 ]
      f_81  =  f_75;
      i_82  =  i_61;
      f_58  =  f_81;
      f_59  =  f_80;
      i_60  =  i_82;
    }  // B2
    // BLOCK 10
    ul_83  =  ul_2 + 80L;
    i_84  =  *((__global int *) ul_83);
    ul_85  =  ul_2 + 84L;
    i_86  =  *((__global int *) ul_85);
    ul_87  =  ul_2 + 88L;
    i_88  =  *((__global int *) ul_87);
    ul_89  =  ul_2 + 92L;
    i_90  =  *((__global int *) ul_89);
    ul_91  =  ul_2 + 96L;
    i_92  =  *((__global int *) ul_91);
    i_93  =  i_86 * i_19;
    i_94  =  i_93 + i_84;
    i_95  =  i_88 * i_37;
    i_96  =  i_94 + i_95;
    i_97  =  i_90 * i_43;
    i_98  =  i_96 + i_97;
    i_99  =  i_92 * i_40;
    i_100  =  i_98 + i_99;
    l_101  =  (long) i_100;
    l_102  =  l_101 + 4L;
    l_103  =  l_102 << 2;
    ul_104  =  ul_3 + l_103;
    i_105  =  i_57 - i_49;
    i_106  =  max(1, i_105);
    f_107  =  (float) i_106;
    f_108  =  f_58 / f_107;
    *((__global float *) ul_104)  =  f_108;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
