__kernel void backwardValidMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dx)
{
  bool b_18, b_30;
  float f_50, f_69, f_82, f_83, f_84, f_85;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_19, i_20, i_21;
  int i_26, i_27, i_28, i_29, i_38, i_43, i_44, i_51, i_52, i_53, i_54, i_55;
  int i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_73, i_74, i_75;
  int i_79, i_80, i_81, i_87, i_89, i_91, i_93, i_95, i_96, i_97, i_98, i_99;
  int i_100, i_101, i_102, i_103;
  long l_22, l_23, l_24, l_31, l_32, l_33, l_34, l_35, l_36, l_37, l_39, l_40;
  long l_41, l_42, l_65, l_66, l_67, l_70, l_71, l_72, l_76, l_77, l_78, l_104;
  long l_105, l_106;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_25, ul_45, ul_46;
  ulong ul_47, ul_48, ul_49, ul_68, ul_86, ul_88, ul_90, ul_92, ul_94, ul_107;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) dx;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_5 * i_13;
  i_16  =  i_15 * i_7;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    i_19  =  i_14 / i_11;
    i_20  =  i_19 / i_7;
    i_21  =  i_20 / i_5;
    l_22  =  (long) i_21;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_1 + l_24;
    i_26  =  *((__global int *) ul_25);
    i_27  =  i_19 % i_7;
    i_28  =  i_20 % i_5;
    i_29  =  i_14 % i_11;
    b_30  =  i_27 < i_26;
    if(b_30)
    {
      // BLOCK 2
      l_31  =  (long) i_9;
      l_32  =  (long) i_27;
      l_33  =  l_32 + 1L;
      l_34  =  l_31 * l_33;
      l_35  =  l_34 + -1L;
      l_36  =  (long) i_26;
      l_37  =  l_35 / l_36;
      i_38  =  (int) l_37;
      l_39  =  l_32 * l_31;
      l_40  =  l_39 + l_36;
      l_41  =  l_40 + -1L;
      l_42  =  l_41 / l_36;
      i_43  =  (int) l_42;
      i_44  =  min(i_38, i_43);
      ul_45  =  ul_2 + 96L;
      ul_46  =  ul_2 + 92L;
      ul_47  =  ul_2 + 88L;
      ul_48  =  ul_2 + 84L;
      ul_49  =  ul_2 + 80L;
      // BLOCK 3 MERGES [2 4 ]
      f_50  =  0.0F;
      i_51  =  i_44;
      for(;i_38 >= i_51;)
      {
        // BLOCK 4
        i_52  =  *((__global int *) ul_49);
        i_53  =  *((__global int *) ul_48);
        i_54  =  *((__global int *) ul_47);
        i_55  =  *((__global int *) ul_46);
        i_56  =  *((__global int *) ul_45);
        i_57  =  i_53 * i_21;
        i_58  =  i_57 + i_52;
        i_59  =  i_28 * i_54;
        i_60  =  i_58 + i_59;
        i_61  =  i_55 * i_51;
        i_62  =  i_60 + i_61;
        i_63  =  i_29 * i_56;
        i_64  =  i_62 + i_63;
        l_65  =  (long) i_64;
        l_66  =  l_65 + 4L;
        l_67  =  l_66 << 2;
        ul_68  =  ul_0 + l_67;
        f_69  =  *((__global float *) ul_68);
        l_70  =  (long) i_51;
        l_71  =  l_70 * l_36;
        l_72  =  l_71 / l_31;
        i_73  =  (int) l_72;
        i_74  =  i_73 + 1;
        i_75  =  i_51 + 1;
        l_76  =  (long) i_75;
        l_77  =  l_76 * l_36;
        l_78  =  l_77 / l_31;
        i_79  =  (int) l_78;
        i_80  =  max(i_74, i_79);
        i_81  =  i_80 - i_73;
        f_82  =  (float) i_81;
        f_83  =  f_69 / f_82;
        f_84  =  f_50 + f_83;
        f_50  =  f_84;
        i_51  =  i_75;
      }  // B3
      // BLOCK 5
      f_85  =  f_50;
    }  // B1
    else
    {
      // BLOCK 6
      f_85  =  0.0F;
    }  // B1
    // BLOCK 7 MERGES [6 5 ]
    ul_86  =  ul_2 + 100L;
    i_87  =  *((__global int *) ul_86);
    ul_88  =  ul_2 + 104L;
    i_89  =  *((__global int *) ul_88);
    ul_90  =  ul_2 + 108L;
    i_91  =  *((__global int *) ul_90);
    ul_92  =  ul_2 + 112L;
    i_93  =  *((__global int *) ul_92);
    ul_94  =  ul_2 + 116L;
    i_95  =  *((__global int *) ul_94);
    i_96  =  i_89 * i_21;
    i_97  =  i_96 + i_87;
    i_98  =  i_91 * i_28;
    i_99  =  i_97 + i_98;
    i_100  =  i_93 * i_27;
    i_101  =  i_99 + i_100;
    i_102  =  i_95 * i_29;
    i_103  =  i_101 + i_102;
    l_104  =  (long) i_103;
    l_105  =  l_104 + 4L;
    l_106  =  l_105 << 2;
    ul_107  =  ul_3 + l_106;
    *((__global float *) ul_107)  =  f_85;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
