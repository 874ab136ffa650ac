__kernel void forwardMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_20, b_25, b_34;
  float f_69, f_72, f_80, f_81, f_83, f_107, f_108;
  int i_5, i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_21, i_22;
  int i_29, i_30, i_31, i_32, i_33, i_38, i_39, i_40, i_41, i_42, i_43, i_48;
  int i_50, i_52, i_54, i_56, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65;
  int i_66, i_67, i_68, i_70, i_71, i_73, i_74, i_75, i_82, i_85, i_87, i_89;
  int i_91, i_93, i_94, i_95, i_96, i_97, i_98, i_99, i_100, i_101, i_106;
  long l_23, l_24, l_26, l_27, l_28, l_35, l_36, l_37, l_44, l_45, l_46, l_76;
  long l_77, l_78, l_102, l_103, l_104;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_14, ul_47, ul_49;
  ulong ul_51, ul_53, ul_55, ul_57, ul_79, ul_84, ul_86, ul_88, ul_90, ul_92, ul_105;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 36L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_5 * i_15;
  i_18  =  i_17 * i_9;
  i_19  =  i_18 * i_11;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    i_21  =  i_16 / i_11;
    i_22  =  i_21 % i_9;
    l_23  =  (long) i_9;
    l_24  =  (long) i_7;
    b_25  =  i_13 == 0;
    if(b_25)
    {
      // BLOCK 2
      l_26  =  (long) i_22;
      l_27  =  l_26 * l_24;
      l_28  =  l_27 / l_23;
      i_29  =  (int) l_28;
      i_30  =  i_29;
    }  // B1
    else
    {
      // BLOCK 3
      i_31  =  i_13 * i_22;
      i_32  =  min(i_31, i_7);
      i_30  =  i_32;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_33  =  i_22 + 1;
    b_34  =  i_13 == 0;
    if(b_34)
    {
      // BLOCK 5
      l_35  =  (long) i_33;
      l_36  =  l_35 * l_24;
      l_37  =  l_36 / l_23;
      i_38  =  (int) l_37;
      i_39  =  i_38;
    }  // B4
    else
    {
      // BLOCK 6
      i_40  =  i_33 * i_13;
      i_41  =  min(i_40, i_7);
      i_39  =  i_41;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_42  =  i_21 / i_9;
    i_43  =  i_42 / i_5;
    l_44  =  (long) i_43;
    l_45  =  l_44 + 4L;
    l_46  =  l_45 << 2;
    ul_47  =  ul_1 + l_46;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_2 + 40L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_2 + 44L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_2 + 48L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_2 + 56L;
    i_56  =  *((__global int *) ul_55);
    ul_57  =  ul_2 + 52L;
    i_58  =  *((__global int *) ul_57);
    i_59  =  i_52 * i_43;
    i_60  =  i_59 + i_50;
    i_61  =  i_42 % i_5;
    i_62  =  i_61 * i_54;
    i_63  =  i_60 + i_62;
    i_64  =  i_16 % i_11;
    i_65  =  i_64 * i_56;
    i_66  =  i_63 + i_65;
    i_67  =  min(i_39, i_48);
    i_68  =  i_30;
    // BLOCK 8 MERGES [7 12 ]
    f_69  =  0.0F;
    i_68  =  i_30;
    for(;i_68 < i_67;)
    {
      // BLOCK 9
      i_70  =  i_68 + 256;
      i_71  =  min(i_67, i_70);
      // BLOCK 10 MERGES [9 11 ]
      f_72  =  0.0F;
      i_73  =  i_68;
      for(;i_73 < i_71;)
      {
        // BLOCK 11
        i_74  =  i_58 * i_73;
        i_75  =  i_74 + i_66;
        l_76  =  (long) i_75;
        l_77  =  l_76 + 4L;
        l_78  =  l_77 << 2;
        ul_79  =  ul_0 + l_78;
        f_80  =  *((__global float *) ul_79);
        f_81  =  f_72 + f_80;
        i_82  =  i_73 + 1;
        f_72  =  f_81;
        i_73  =  i_82;
      }  // B10
      // BLOCK 12
      f_83  =  f_69 + f_72;
      f_69  =  f_83;
      i_68  =  i_70;
    }  // B8
    // BLOCK 13
    ul_84  =  ul_2 + 80L;
    i_85  =  *((__global int *) ul_84);
    ul_86  =  ul_2 + 84L;
    i_87  =  *((__global int *) ul_86);
    ul_88  =  ul_2 + 88L;
    i_89  =  *((__global int *) ul_88);
    ul_90  =  ul_2 + 92L;
    i_91  =  *((__global int *) ul_90);
    ul_92  =  ul_2 + 96L;
    i_93  =  *((__global int *) ul_92);
    i_94  =  i_87 * i_43;
    i_95  =  i_94 + i_85;
    i_96  =  i_89 * i_61;
    i_97  =  i_95 + i_96;
    i_98  =  i_91 * i_22;
    i_99  =  i_97 + i_98;
    i_100  =  i_93 * i_64;
    i_101  =  i_99 + i_100;
    l_102  =  (long) i_101;
    l_103  =  l_102 + 4L;
    l_104  =  l_103 << 2;
    ul_105  =  ul_3 + l_104;
    i_106  =  i_39 - i_30;
    f_107  =  (float) i_106;
    f_108  =  f_69 / f_107;
    *((__global float *) ul_105)  =  f_108;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
