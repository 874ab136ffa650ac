__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *gradient, __global uchar *scale, __global uchar *scalars, __global uchar *sizes, __global uchar *constants, __global uchar *parameter, __global uchar *first, __global uchar *second)
{
  bool b_11, b_30;
  float f_27, f_37, f_38, f_39, f_41, f_47, f_49, f_51, f_57, f_59, f_65, f_67;
  float f_73, f_79, f_81, f_82, f_83, f_84, f_85, f_86, f_91, f_92, f_93, f_94;
  float f_95, f_96, f_97, f_98, f_99;
  int i_9, i_10, i_13, i_15, i_17, i_19, i_21, i_22, i_29, i_32, i_42, i_52;
  int i_60, i_68, i_74;
  long l_23, l_24, l_25, l_33, l_34, l_35, l_43, l_44, l_45, l_53, l_54, l_55;
  long l_61, l_62, l_63, l_69, l_70, l_71, l_75, l_76, l_77, l_87, l_88, l_89;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_12, ul_14, ul_16;
  ulong ul_18, ul_20, ul_26, ul_28, ul_31, ul_36, ul_40, ul_46, ul_48, ul_50, ul_56, ul_58;
  ulong ul_64, ul_66, ul_72, ul_78, ul_80, ul_90;

  // BLOCK 0
  ul_0  =  (ulong) gradient;
  ul_1  =  (ulong) scale;
  ul_2  =  (ulong) scalars;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) constants;
  ul_5  =  (ulong) parameter;
  ul_6  =  (ulong) first;
  ul_7  =  (ulong) second;
  ul_8  =  ul_3 + 16L;
  i_9  =  *((__global int *) ul_8);
  i_10  =  get_global_id(0);
  b_11  =  i_10 < i_9;
  if(b_11)
  {
    // BLOCK 1
    ul_12  =  ul_3 + 32L;
    i_13  =  *((__global int *) ul_12);
    ul_14  =  ul_3 + 36L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_3 + 40L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_3 + 44L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_3 + 24L;
    i_21  =  *((__global int *) ul_20);
    i_22  =  i_21 + i_10;
    l_23  =  (long) i_22;
    l_24  =  l_23 + 4L;
    l_25  =  l_24 << 2;
    ul_26  =  ul_0 + l_25;
    f_27  =  *((__global float *) ul_26);
    ul_28  =  ul_3 + 20L;
    i_29  =  *((__global int *) ul_28);
    b_30  =  i_29 == 1;
    if(b_30)
    {
      // BLOCK 2
      ul_31  =  ul_3 + 28L;
      i_32  =  *((__global int *) ul_31);
      l_33  =  (long) i_32;
      l_34  =  l_33 + 4L;
      l_35  =  l_34 << 2;
      ul_36  =  ul_1 + l_35;
      f_37  =  *((__global float *) ul_36);
      f_38  =  f_27 * f_37;
      f_39  =  f_38;
    }  // B1
    else
    {
      // BLOCK 3
      f_39  =  f_27;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    ul_40  =  ul_4 + 16L;
    f_41  =  *((__global float *) ul_40);
    i_42  =  i_17 + i_10;
    l_43  =  (long) i_42;
    l_44  =  l_43 + 4L;
    l_45  =  l_44 << 2;
    ul_46  =  ul_6 + l_45;
    f_47  =  *((__global float *) ul_46);
    ul_48  =  ul_4 + 20L;
    f_49  =  *((__global float *) ul_48);
    ul_50  =  ul_4 + 24L;
    f_51  =  *((__global float *) ul_50);
    i_52  =  i_19 + i_10;
    l_53  =  (long) i_52;
    l_54  =  l_53 + 4L;
    l_55  =  l_54 << 2;
    ul_56  =  ul_7 + l_55;
    f_57  =  *((__global float *) ul_56);
    ul_58  =  ul_4 + 28L;
    f_59  =  *((__global float *) ul_58);
    i_60  =  i_13 + 2;
    l_61  =  (long) i_60;
    l_62  =  l_61 + 4L;
    l_63  =  l_62 << 2;
    ul_64  =  ul_2 + l_63;
    f_65  =  *((__global float *) ul_64);
    ul_66  =  ul_4 + 32L;
    f_67  =  *((__global float *) ul_66);
    i_68  =  i_15 + i_10;
    l_69  =  (long) i_68;
    l_70  =  l_69 + 4L;
    l_71  =  l_70 << 2;
    ul_72  =  ul_5 + l_71;
    f_73  =  *((__global float *) ul_72);
    i_74  =  i_13 + 1;
    l_75  =  (long) i_74;
    l_76  =  l_75 + 4L;
    l_77  =  l_76 << 2;
    ul_78  =  ul_2 + l_77;
    f_79  =  *((__global float *) ul_78);
    ul_80  =  ul_4 + 36L;
    f_81  =  *((__global float *) ul_80);
    f_82  =  f_39 * f_49;
    f_83  =  fma(f_41, f_47, f_82);
    *((__global float *) ul_46)  =  f_83;
    f_84  =  f_39 * f_39;
    f_85  =  f_84 * f_59;
    f_86  =  fma(f_51, f_57, f_85);
    *((__global float *) ul_56)  =  f_86;
    l_87  =  (long) i_13;
    l_88  =  l_87 + 4L;
    l_89  =  l_88 << 2;
    ul_90  =  ul_2 + l_89;
    f_91  =  *((__global float *) ul_90);
    f_92  =  f_83 / f_79;
    f_93  =  f_86 / f_65;
    f_94  =  native_sqrt(f_93);
    f_95  =  f_94 + f_67;
    f_96  =  f_92 / f_95;
    f_97  =  fma(f_73, f_81, f_96);
    f_98  =  f_97 * f_91;
    f_99  =  f_73 - f_98;
    *((__global float *) ul_72)  =  f_99;
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
