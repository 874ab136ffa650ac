__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_55, f_78, f_91;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_15, i_18, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_36, i_37, i_38, i_39, i_40, i_41, i_42;
  int i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_57, i_59, i_61, i_63;
  int i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_79, i_80, i_81;
  int i_82, i_83, i_84, i_85, i_86;
  long l_51, l_52, l_53, l_74, l_75, l_76, l_87, l_88, l_89;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_17, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_54, ul_56, ul_58, ul_60, ul_62, ul_64;
  ulong ul_77, ul_90;

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) x;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
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
    ul_17  =  ul_2 + 72L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_2 + 76L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 80L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 84L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 88L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 32L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 36L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 40L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 44L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 48L;
    i_36  =  *((__global int *) ul_35);
    i_37  =  i_12 / i_9;
    i_38  =  i_37 / i_7;
    i_39  =  i_38 / i_5;
    i_40  =  i_39 * i_30;
    i_41  =  i_40 + i_28;
    i_42  =  i_38 % i_5;
    i_43  =  i_42 * i_32;
    i_44  =  i_41 + i_43;
    i_45  =  i_37 % i_7;
    i_46  =  i_45 * i_34;
    i_47  =  i_44 + i_46;
    i_48  =  i_12 % i_9;
    i_49  =  i_48 * i_36;
    i_50  =  i_47 + i_49;
    l_51  =  (long) i_50;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    ul_54  =  ul_0 + l_53;
    f_55  =  *((__global float *) ul_54);
    ul_56  =  ul_2 + 52L;
    i_57  =  *((__global int *) ul_56);
    ul_58  =  ul_2 + 56L;
    i_59  =  *((__global int *) ul_58);
    ul_60  =  ul_2 + 60L;
    i_61  =  *((__global int *) ul_60);
    ul_62  =  ul_2 + 64L;
    i_63  =  *((__global int *) ul_62);
    ul_64  =  ul_2 + 68L;
    i_65  =  *((__global int *) ul_64);
    i_66  =  i_59 * i_39;
    i_67  =  i_66 + i_57;
    i_68  =  i_61 * i_42;
    i_69  =  i_67 + i_68;
    i_70  =  i_63 * i_45;
    i_71  =  i_69 + i_70;
    i_72  =  i_65 * i_48;
    i_73  =  i_71 + i_72;
    l_74  =  (long) i_73;
    l_75  =  l_74 + 4L;
    l_76  =  l_75 << 2;
    ul_77  =  ul_1 + l_76;
    f_78  =  *((__global float *) ul_77);
    i_79  =  i_20 * i_39;
    i_80  =  i_79 + i_18;
    i_81  =  i_22 * i_42;
    i_82  =  i_80 + i_81;
    i_83  =  i_24 * i_45;
    i_84  =  i_82 + i_83;
    i_85  =  i_26 * i_48;
    i_86  =  i_84 + i_85;
    l_87  =  (long) i_86;
    l_88  =  l_87 + 4L;
    l_89  =  l_88 << 2;
    ul_90  =  ul_3 + l_89;
    f_91  =  f_55 + f_78;
    *((__global float *) ul_90)  =  f_91;
  }  // B0
  else
  {
    // BLOCK 2
  }  // B0
  // BLOCK 3 MERGES [2 1 ]
  return;
}  //  kernel
