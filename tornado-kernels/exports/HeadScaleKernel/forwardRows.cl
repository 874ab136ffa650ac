__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *w, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_19;
  float f_41, f_60, f_82, f_84, f_85, f_86;
  int i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_43, i_45, i_47, i_48, i_49;
  int i_50, i_51, i_52, i_53, i_54, i_55, i_61, i_62, i_63, i_64, i_65, i_66;
  int i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_77, i_83;
  int i_87, i_88, i_93;
  long l_56, l_57, l_58, l_78, l_79, l_80, l_89, l_90, l_91;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46;
  ulong ul_59, ul_81, ul_92;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) w;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  ul_5  =  ul_2 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_2 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_2 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_6 * i_14;
  i_17  =  i_16 * i_8;
  i_18  =  i_17 * i_12;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_2 + 36L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_2 + 40L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_2 + 44L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_2 + 48L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_2 + 52L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_2 + 76L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 80L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 84L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 88L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 92L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 16L;
    f_41  =  *((__global float *) ul_40);
    ul_42  =  ul_2 + 56L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_2 + 60L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_2 + 64L;
    i_47  =  *((__global int *) ul_46);
    i_48  =  i_15 / i_12;
    i_49  =  i_48 / i_8;
    i_50  =  i_49 / i_6;
    i_51  =  i_50 * i_45;
    i_52  =  i_51 + i_43;
    i_53  =  i_49 % i_6;
    i_54  =  i_53 * i_47;
    i_55  =  i_52 + i_54;
    l_56  =  (long) i_55;
    l_57  =  l_56 + 4L;
    l_58  =  l_57 << 2;
    ul_59  =  ul_1 + l_58;
    f_60  =  *((__global float *) ul_59);
    i_61  =  i_33 * i_50;
    i_62  =  i_61 + i_31;
    i_63  =  i_35 * i_53;
    i_64  =  i_62 + i_63;
    i_65  =  i_48 % i_8;
    i_66  =  i_65 * i_37;
    i_67  =  i_64 + i_66;
    i_68  =  i_23 * i_50;
    i_69  =  i_68 + i_21;
    i_70  =  i_25 * i_53;
    i_71  =  i_69 + i_70;
    i_72  =  i_27 * i_65;
    i_73  =  i_71 + i_72;
    i_74  =  i_15 % i_12;
    // BLOCK 2 MERGES [1 6 ]
    i_75  =  i_74;
    for(;i_75 < i_10;)
    {
      // BLOCK 3
      i_76  =  i_29 * i_75;
      i_77  =  i_76 + i_73;
      l_78  =  (long) i_77;
      l_79  =  l_78 + 4L;
      l_80  =  l_79 << 2;
      ul_81  =  ul_0 + l_80;
      f_82  =  *((__global float *) ul_81);
      i_83  =  isless(f_82, -3.4028235E38F);
      if(i_83 == 1)
      {
        // BLOCK 4
        f_84  =  f_82;
      }  // B3
      else
      {
        // BLOCK 5
        f_85  =  f_41 * f_60;
        f_86  =  f_85 * f_82;
        f_84  =  f_86;
      }  // B3
      // BLOCK 6 MERGES [4 5 ]
      i_87  =  i_39 * i_75;
      i_88  =  i_87 + i_67;
      l_89  =  (long) i_88;
      l_90  =  l_89 + 4L;
      l_91  =  l_90 << 2;
      ul_92  =  ul_4 + l_91;
      *((__global float *) ul_92)  =  f_84;
      i_93  =  i_75 + i_12;
      i_75  =  i_93;
    }  // B2
    // BLOCK 7
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
