__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *m, __global uchar *sizes, __global uchar *y)
{
  bool b_18;
  float f_49, f_57, f_64, f_65;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_35, i_36, i_37, i_38, i_39, i_40, i_41;
  int i_42, i_43, i_44, i_45, i_46, i_47, i_48, i_50, i_51, i_52, i_58, i_59;
  int i_66, i_68, i_70, i_72, i_74, i_76, i_77, i_78, i_79, i_80, i_81, i_82;
  int i_83, i_84;
  long l_53, l_54, l_55, l_60, l_61, l_62, l_85, l_86, l_87;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_56, ul_63, ul_67, ul_69, ul_71, ul_73, ul_75;
  ulong ul_88;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) m;
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
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_7 * i_13;
  i_16  =  i_15 * i_9;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 40L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 48L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 52L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 44L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 56L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 72L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 68L;
    i_34  =  *((__global int *) ul_33);
    i_35  =  i_14 / i_11;
    i_36  =  i_35 / i_9;
    i_37  =  i_36 % i_7;
    i_38  =  i_37 * i_32;
    i_39  =  i_38 + i_30;
    i_40  =  i_36 / i_7;
    i_41  =  i_40 * i_22;
    i_42  =  i_41 + i_20;
    i_43  =  i_35 % i_9;
    i_44  =  i_43 * i_24;
    i_45  =  i_42 + i_44;
    i_46  =  i_14 % i_11;
    i_47  =  i_46 * i_26;
    i_48  =  i_45 + i_47;
    // BLOCK 2 MERGES [1 3 ]
    f_49  =  0.0F;
    i_50  =  0;
    for(;i_50 < i_5;)
    {
      // BLOCK 3
      i_51  =  i_34 * i_50;
      i_52  =  i_51 + i_39;
      l_53  =  (long) i_52;
      l_54  =  l_53 + 4L;
      l_55  =  l_54 << 2;
      ul_56  =  ul_1 + l_55;
      f_57  =  *((__global float *) ul_56);
      i_58  =  i_28 * i_50;
      i_59  =  i_58 + i_48;
      l_60  =  (long) i_59;
      l_61  =  l_60 + 4L;
      l_62  =  l_61 << 2;
      ul_63  =  ul_0 + l_62;
      f_64  =  *((__global float *) ul_63);
      f_65  =  fma(f_57, f_64, f_49);
      i_66  =  i_50 + 1;
      f_49  =  f_65;
      i_50  =  i_66;
    }  // B2
    // BLOCK 4
    ul_67  =  ul_2 + 76L;
    i_68  =  *((__global int *) ul_67);
    ul_69  =  ul_2 + 80L;
    i_70  =  *((__global int *) ul_69);
    ul_71  =  ul_2 + 84L;
    i_72  =  *((__global int *) ul_71);
    ul_73  =  ul_2 + 88L;
    i_74  =  *((__global int *) ul_73);
    ul_75  =  ul_2 + 92L;
    i_76  =  *((__global int *) ul_75);
    i_77  =  i_70 * i_40;
    i_78  =  i_77 + i_68;
    i_79  =  i_72 * i_37;
    i_80  =  i_78 + i_79;
    i_81  =  i_74 * i_43;
    i_82  =  i_80 + i_81;
    i_83  =  i_76 * i_46;
    i_84  =  i_82 + i_83;
    l_85  =  (long) i_84;
    l_86  =  l_85 + 4L;
    l_87  =  l_86 << 2;
    ul_88  =  ul_3 + l_87;
    *((__global float *) ul_88)  =  f_49;
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
