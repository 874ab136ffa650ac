__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_18;
  float f_80, f_87, f_94;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48;
  int i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60;
  int i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72;
  int i_73, i_74, i_75, i_81, i_82, i_88, i_89, i_95;
  long l_76, l_77, l_78, l_83, l_84, l_85, l_90, l_91, l_92;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_39, ul_41, ul_43, ul_45, ul_47;
  ulong ul_79, ul_86, ul_93;

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
    ul_37  =  ul_2 + 72L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_2 + 76L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_2 + 80L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_2 + 84L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_2 + 88L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_2 + 92L;
    i_48  =  *((__global int *) ul_47);
    i_49  =  i_14 / i_11;
    i_50  =  i_49 / i_7;
    i_51  =  i_50 / i_5;
    i_52  =  i_51 * i_42;
    i_53  =  i_52 + i_40;
    i_54  =  i_50 % i_5;
    i_55  =  i_54 * i_44;
    i_56  =  i_53 + i_55;
    i_57  =  i_49 % i_7;
    i_58  =  i_57 * i_46;
    i_59  =  i_56 + i_58;
    i_60  =  i_32 * i_51;
    i_61  =  i_60 + i_30;
    i_62  =  i_34 * i_54;
    i_63  =  i_61 + i_62;
    i_64  =  i_36 * i_57;
    i_65  =  i_63 + i_64;
    i_66  =  i_22 * i_51;
    i_67  =  i_66 + i_20;
    i_68  =  i_24 * i_54;
    i_69  =  i_67 + i_68;
    i_70  =  i_26 * i_57;
    i_71  =  i_69 + i_70;
    i_72  =  i_14 % i_11;
    // BLOCK 2 MERGES [1 3 ]
    i_73  =  i_72;
    for(;i_73 < i_9;)
    {
      // BLOCK 3
      i_74  =  i_28 * i_73;
      i_75  =  i_74 + i_71;
      l_76  =  (long) i_75;
      l_77  =  l_76 + 4L;
      l_78  =  l_77 << 2;
      ul_79  =  ul_0 + l_78;
      f_80  =  *((__global float *) ul_79);
      i_81  =  i_38 * i_73;
      i_82  =  i_81 + i_65;
      l_83  =  (long) i_82;
      l_84  =  l_83 + 4L;
      l_85  =  l_84 << 2;
      ul_86  =  ul_1 + l_85;
      f_87  =  *((__global float *) ul_86);
      i_88  =  i_48 * i_73;
      i_89  =  i_88 + i_59;
      l_90  =  (long) i_89;
      l_91  =  l_90 + 4L;
      l_92  =  l_91 << 2;
      ul_93  =  ul_3 + l_92;
      f_94  =  f_80 + f_87;
      *((__global float *) ul_93)  =  f_94;
      i_95  =  i_73 + i_11;
      i_73  =  i_95;
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
