__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *x, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_19;
  float f_51, f_83, f_90, f_97, f_98;
  int i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75;
  int i_76, i_77, i_78, i_84, i_85, i_91, i_92, i_99;
  long l_79, l_80, l_81, l_86, l_87, l_88, l_93, l_94, l_95;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46;
  ulong ul_48, ul_50, ul_82, ul_89, ul_96;

  // BLOCK 0
  ul_0  =  (ulong) a;
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
    ul_30  =  ul_2 + 56L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 60L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 64L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 68L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 72L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_2 + 76L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_2 + 80L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_2 + 84L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_2 + 88L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_2 + 92L;
    i_49  =  *((__global int *) ul_48);
    ul_50  =  ul_3 + 16L;
    f_51  =  *((__global float *) ul_50);
    i_52  =  i_15 / i_12;
    i_53  =  i_52 / i_8;
    i_54  =  i_53 / i_6;
    i_55  =  i_54 * i_43;
    i_56  =  i_55 + i_41;
    i_57  =  i_53 % i_6;
    i_58  =  i_57 * i_45;
    i_59  =  i_56 + i_58;
    i_60  =  i_52 % i_8;
    i_61  =  i_60 * i_47;
    i_62  =  i_59 + i_61;
    i_63  =  i_33 * i_54;
    i_64  =  i_63 + i_31;
    i_65  =  i_35 * i_57;
    i_66  =  i_64 + i_65;
    i_67  =  i_37 * i_60;
    i_68  =  i_66 + i_67;
    i_69  =  i_23 * i_54;
    i_70  =  i_69 + i_21;
    i_71  =  i_25 * i_57;
    i_72  =  i_70 + i_71;
    i_73  =  i_27 * i_60;
    i_74  =  i_72 + i_73;
    i_75  =  i_15 % i_12;
    // BLOCK 2 MERGES [1 3 ]
    i_76  =  i_75;
    for(;i_76 < i_10;)
    {
      // BLOCK 3
      i_77  =  i_29 * i_76;
      i_78  =  i_77 + i_74;
      l_79  =  (long) i_78;
      l_80  =  l_79 + 4L;
      l_81  =  l_80 << 2;
      ul_82  =  ul_0 + l_81;
      f_83  =  *((__global float *) ul_82);
      i_84  =  i_39 * i_76;
      i_85  =  i_84 + i_68;
      l_86  =  (long) i_85;
      l_87  =  l_86 + 4L;
      l_88  =  l_87 << 2;
      ul_89  =  ul_1 + l_88;
      f_90  =  *((__global float *) ul_89);
      i_91  =  i_49 * i_76;
      i_92  =  i_91 + i_62;
      l_93  =  (long) i_92;
      l_94  =  l_93 + 4L;
      l_95  =  l_94 << 2;
      ul_96  =  ul_4 + l_95;
      f_97  =  f_51 * f_83;
      f_98  =  f_97 * f_90;
      *((__global float *) ul_96)  =  f_98;
      i_99  =  i_76 + i_12;
      i_76  =  i_99;
    }  // B2
    // BLOCK 4
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
