__kernel void forwardValidMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_58, f_62, f_70, f_71, f_73, f_98, f_99;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_15, i_17, i_18, i_19, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_35, i_36, i_37, i_38, i_39, i_40, i_41;
  int i_42, i_43, i_49, i_50, i_51, i_55, i_56, i_57, i_59, i_60, i_61, i_63;
  int i_64, i_65, i_72, i_75, i_77, i_79, i_81, i_83, i_84, i_85, i_86, i_87;
  int i_88, i_89, i_90, i_91, i_96, i_97;
  long l_20, l_21, l_22, l_44, l_45, l_46, l_47, l_48, l_52, l_53, l_54, l_66;
  long l_67, l_68, l_92, l_93, l_94;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_23, ul_25, ul_27, ul_29;
  ulong ul_31, ul_33, ul_69, ul_74, ul_76, ul_78, ul_80, ul_82, ul_95;

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
    // BLOCK 2 MERGES [1 6 ]
    f_58  =  0.0F;
    i_59  =  i_49;
    for(;i_59 < i_57;)
    {
      // BLOCK 3
      i_60  =  i_59 + 256;
      i_61  =  min(i_57, i_60);
      // BLOCK 4 MERGES [3 5 ]
      f_62  =  0.0F;
      i_63  =  i_59;
      for(;i_63 < i_61;)
      {
        // BLOCK 5
        i_64  =  i_34 * i_63;
        i_65  =  i_64 + i_42;
        l_66  =  (long) i_65;
        l_67  =  l_66 + 4L;
        l_68  =  l_67 << 2;
        ul_69  =  ul_0 + l_68;
        f_70  =  *((__global float *) ul_69);
        f_71  =  f_62 + f_70;
        i_72  =  i_63 + 1;
        f_62  =  f_71;
        i_63  =  i_72;
      }  // B4
      // BLOCK 6
      f_73  =  f_58 + f_62;
      f_58  =  f_73;
      i_59  =  i_60;
    }  // B2
    // BLOCK 7
    ul_74  =  ul_2 + 80L;
    i_75  =  *((__global int *) ul_74);
    ul_76  =  ul_2 + 84L;
    i_77  =  *((__global int *) ul_76);
    ul_78  =  ul_2 + 88L;
    i_79  =  *((__global int *) ul_78);
    ul_80  =  ul_2 + 92L;
    i_81  =  *((__global int *) ul_80);
    ul_82  =  ul_2 + 96L;
    i_83  =  *((__global int *) ul_82);
    i_84  =  i_77 * i_19;
    i_85  =  i_84 + i_75;
    i_86  =  i_79 * i_37;
    i_87  =  i_85 + i_86;
    i_88  =  i_81 * i_43;
    i_89  =  i_87 + i_88;
    i_90  =  i_83 * i_40;
    i_91  =  i_89 + i_90;
    l_92  =  (long) i_91;
    l_93  =  l_92 + 4L;
    l_94  =  l_93 << 2;
    ul_95  =  ul_3 + l_94;
    i_96  =  i_57 - i_49;
    i_97  =  max(1, i_96);
    f_98  =  (float) i_97;
    f_99  =  f_58 / f_98;
    *((__global float *) ul_95)  =  f_99;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
