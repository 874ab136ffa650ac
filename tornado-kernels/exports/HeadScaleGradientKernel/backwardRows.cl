__kernel void backwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *x, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_16;
  float f_53, f_54, f_58, f_66, f_73, f_75, f_76, f_77, f_79, f_80, f_81, f_82;
  float f_83, f_85, f_86, f_97, f_108;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24, i_26;
  int i_28, i_30, i_32, i_34, i_36, i_37, i_38, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_55, i_56, i_57;
  int i_59, i_60, i_61, i_67, i_68, i_74, i_78, i_84, i_87, i_89, i_91, i_93;
  int i_95, i_98, i_99, i_100, i_101, i_102, i_103;
  long l_62, l_63, l_64, l_69, l_70, l_71, l_104, l_105, l_106;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_17, ul_19, ul_21;
  ulong ul_23, ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_65, ul_72, ul_88, ul_90, ul_92;
  ulong ul_94, ul_96, ul_107;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) x;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_2 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_8;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_2 + 32L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_2 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 40L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 44L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 48L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 52L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 56L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 60L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 64L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 68L;
    i_36  =  *((__global int *) ul_35);
    i_37  =  i_13 / i_8;
    i_38  =  i_37 / i_6;
    i_39  =  i_38 * i_30;
    i_40  =  i_39 + i_28;
    i_41  =  i_37 % i_6;
    i_42  =  i_41 * i_32;
    i_43  =  i_40 + i_42;
    i_44  =  i_13 % i_8;
    i_45  =  i_44 * i_34;
    i_46  =  i_43 + i_45;
    i_47  =  i_20 * i_38;
    i_48  =  i_47 + i_18;
    i_49  =  i_22 * i_41;
    i_50  =  i_48 + i_49;
    i_51  =  i_24 * i_44;
    i_52  =  i_50 + i_51;
    // BLOCK 2 MERGES [1 12 ]
    f_53  =  0.0F;
    f_54  =  0.0F;
    i_55  =  0;
    for(;i_55 < i_10;)
    {
      // BLOCK 3
      i_56  =  i_55 + 64;
      i_57  =  min(i_10, i_56);
      // BLOCK 4 MERGES [3 8 ]
      f_58  =  0.0F;
      i_59  =  i_55;
      for(;i_59 < i_57;)
      {
        // BLOCK 5
        i_60  =  i_26 * i_59;
        i_61  =  i_60 + i_52;
        l_62  =  (long) i_61;
        l_63  =  l_62 + 4L;
        l_64  =  l_63 << 2;
        ul_65  =  ul_0 + l_64;
        f_66  =  *((__global float *) ul_65);
        i_67  =  i_36 * i_59;
        i_68  =  i_67 + i_46;
        l_69  =  (long) i_68;
        l_70  =  l_69 + 4L;
        l_71  =  l_70 << 2;
        ul_72  =  ul_1 + l_71;
        f_73  =  *((__global float *) ul_72);
        i_74  =  isequal(f_66, 0.0F);
        if(i_74 == 1)
        {
          // BLOCK 6
          f_75  =  0.0F;
        }  // B5
        else
        {
          // BLOCK 7
          f_76  =  f_73 * f_66;
          f_75  =  f_76;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        f_77  =  f_58 + f_75;
        i_78  =  i_59 + 1;
        f_58  =  f_77;
        i_59  =  i_78;
      }  // B4
      // BLOCK 9
      f_79  =  f_58 - f_54;
      f_80  =  f_53 + f_79;
      f_81  =  f_80 - f_53;
      f_82  =  f_81 - f_79;
      f_83  =  f_82 * 0.0F;
      i_84  =  isequal(f_83, 0.0F);
      if(i_84 == 1)
      {
        // BLOCK 10
        f_85  =  f_82;
      }  // B9
      else
      {
        // BLOCK 11
        f_85  =  0.0F;
      }  // B9
      // BLOCK 12 MERGES [10 11 ]
      f_86  =  f_80;
      i_87  =  i_56;
      f_53  =  f_86;
      f_54  =  f_85;
      i_55  =  i_87;
    }  // B2
    // BLOCK 13
    ul_88  =  ul_2 + 72L;
    i_89  =  *((__global int *) ul_88);
    ul_90  =  ul_2 + 76L;
    i_91  =  *((__global int *) ul_90);
    ul_92  =  ul_2 + 80L;
    i_93  =  *((__global int *) ul_92);
    ul_94  =  ul_2 + 84L;
    i_95  =  *((__global int *) ul_94);
    ul_96  =  ul_3 + 16L;
    f_97  =  *((__global float *) ul_96);
    i_98  =  i_91 * i_38;
    i_99  =  i_98 + i_89;
    i_100  =  i_93 * i_41;
    i_101  =  i_99 + i_100;
    i_102  =  i_95 * i_44;
    i_103  =  i_101 + i_102;
    l_104  =  (long) i_103;
    l_105  =  l_104 + 4L;
    l_106  =  l_105 << 2;
    ul_107  =  ul_4 + l_106;
    f_108  =  f_97 * f_53;
    *((__global float *) ul_107)  =  f_108;
  }  // B0
  else
  {
    // BLOCK 14
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  return;
}  //  kernel
